//! Where places lie.

use verbale_knowledge::Knowledge;
use verbale_record::Entity;

use crate::text::Text;

pub fn locate(_text: &Text, _knowledge: &Knowledge, _entities: &mut [Entity]) {}

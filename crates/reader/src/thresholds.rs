//! Where scores become decisions. Set on held-out reports of the corpus; none of them is inside the network.

/// Those that depend on how sure of themselves weights are.
#[derive(Debug)]
pub struct Thresholds {
    /// Score of an antecedent over having none.
    pub coref_nominal: f32,
    /// Names that no rule joined are joined by the network only where it is sure.
    pub coref_name: f32,
    pub same_event: f32,
    pub actor: f32,
    pub recipient: f32,
    pub host: f32,
    pub place: f32,
    pub date: f32,
    pub size: f32,
    /// Probability of a filler times that of its event: what is less likely than this costs more in precision than it brings.
    pub role_with_event: f32,
    /// The same for what an event wants more than any other does.
    pub claim_with_event: f32,
    pub mode: f32,
    pub aux: f32,
    pub context: f32,
}

const BASE: Thresholds = Thresholds {
    coref_nominal: 0.7,
    coref_name: 1.5,
    same_event: 0.7,
    actor: -0.5,
    recipient: -1.0,
    host: 0.0,
    place: -0.3,
    date: 0.0,
    size: 0.0,
    role_with_event: 0.35,
    claim_with_event: 0.15,
    mode: -1.0,
    aux: -1.0,
    context: -0.7,
};

/// Less sure of themselves, as the large network saw its reports less often.
const LARGE: Thresholds =
    Thresholds { place: -1.0, role_with_event: 0.22, claim_with_event: 0.1, context: -1.1, ..BASE };

impl Thresholds {
    /// Those of the weights of this name; weights that nobody set any for have those of the base.
    pub fn of(model: &str) -> &'static Thresholds {
        if model == "large" { &LARGE } else { &BASE }
    }
}

/// Added to the log-probability of "no name here"; below zero finds more.
pub const NAME_OUTSIDE_BIAS: f32 = 0.0;
/// Nominals are marked in the corpus where they fill a role; one too many does little harm, one too few loses a role.
pub const NOMINAL_OUTSIDE_BIAS: f32 = -0.5;
pub const TRIGGER_OUTSIDE_BIAS: f32 = -0.4;
pub const MEASURE_OUTSIDE_BIAS: f32 = -0.3;

/// What actors and recipients of an event must have more for each factor of e in its triggers.
pub const ROLE_MORE_BY_TRIGGERS: f32 = 0.5;
/// Who is received or called is so by this much more, in score, than they visit or call themselves.
pub const DIRECTION_MIN: f32 = 0.3;
/// A place, date or number belongs to something: the event that wants it most gets it from here on.
pub const PLACE_CLAIM_MIN: f32 = -1.5;
pub const DATE_CLAIM_MIN: f32 = -1.5;
pub const SIZE_CLAIM_MIN: f32 = -1.5;
/// A statement without a speaker takes its likeliest one from here on.
pub const SPEAKER_LAST_RESORT_MIN: f32 = -2.5;

/// Score of the best content start over having none.
pub const CONTENT_MIN: f32 = 0.0;
pub const CONDITION_MIN: f32 = 0.0;

/// Contents that share so much of what they cover together are one content.
pub const ONE_UTTERANCE_MIN: f32 = 0.8;

/// The codebook asks for one to five contexts.
pub const MOST_CONTEXTS: usize = 5;

/// Sentences before and after a trigger in which its roles are sought, as in training.
pub const ROLE_SENTENCES_BEFORE: i32 = 3;
pub const ROLE_SENTENCES_AFTER: i32 = 1;
/// Words on either side of a cue in which its content may begin or end, as in training.
pub const CONTENT_REACH: u32 = 160;
/// Sentences around a mention in which whom it serves is sought, as in training.
pub const SERVICE_SENTENCES: i32 = 1;
/// Probability from which on an entity takes the codes of those it speaks or acts for.
pub const SERVICE_MIN: f32 = 0.4;
/// A report's own country has at least this share of all mentions of places and countries, and so many of them.
pub const HOME_SHARE_MIN: f32 = 0.75;
pub const HOME_MENTIONS_MIN: usize = 3;
/// Of "both sides" the one less spoken of has at least this share of the other's mentions.
pub const SIDE_SHARE_MIN: f32 = 0.25;
/// How sure it is that somebody of no known country is of the report's own.
pub const HOME_CONFIDENCE: f32 = 0.9;
/// How sure it is, beside the place, that talks of others on a country's ground are hosted by it.
pub const GROUND_CONFIDENCE: f32 = 0.9;
/// What the network makes of somebody's country gives way to it below this.
pub const HOME_OVER_NETWORK: f32 = 0.6;
/// Mentions to look back over for an antecedent, as in training.
pub const MOST_ANTECEDENTS: usize = 60;
/// Triggers to look back over for the same event, as in training.
pub const MOST_SAME_EVENT: usize = 80;

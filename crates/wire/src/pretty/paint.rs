//! Colours for a terminal, or none.

#[derive(Clone, Copy, Debug)]
pub(super) struct Paint {
    colour: bool,
}

impl Paint {
    pub(super) fn new(colour: bool) -> Self {
        Paint { colour }
    }

    fn sgr(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub(super) fn title(self, text: &str) -> String {
        self.sgr("1", text)
    }

    pub(super) fn faint(self, text: &str) -> String {
        self.sgr("2", text)
    }

    pub(super) fn kind(self, text: &str) -> String {
        self.sgr("36", text)
    }

    pub(super) fn quoted(self, text: &str) -> String {
        self.sgr("32", text)
    }

    pub(super) fn warning(self, text: &str) -> String {
        self.sgr("33", text)
    }
}

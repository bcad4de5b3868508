//! What the tests of the program share: a folder that goes away, and the program itself.
#![allow(dead_code, reason = "not every test uses everything")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("verbale-cli-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("folder");
        Folder(path)
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        fs::write(self.0.join(name), bytes).expect("file");
        self.path(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verbale"));
    command.args(arguments).env_remove("VERBALE_ARCHIVE").env_remove("VERBALE_GAZETTEER");
    command
}

pub fn call(arguments: &[&str]) -> Output {
    program(arguments).output().expect("the program")
}

/// The exit code, and words that standard output and standard error must hold; standard output comes back.
pub fn check(arguments: &[&str], code: i32, out: &[&str], err: &[&str]) -> String {
    expect(&call(arguments), arguments, code, out, err)
}

/// The same of a call that was made.
pub fn expect(output: &Output, arguments: &[&str], code: i32, out: &[&str], err: &[&str]) -> String {
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let shown = format!("{arguments:?}\nout: {stdout}\nerr: {stderr}");
    assert_eq!(output.status.code(), Some(code), "{shown}");
    assert!(out.iter().all(|words| stdout.contains(words)), "{shown}");
    assert!(err.iter().all(|words| stderr.contains(words)), "{shown}");
    assert!(!stderr.contains("panicked"), "{shown}");
    stdout.into_owned()
}

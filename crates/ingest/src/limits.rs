//! How much is read of anything. What is over a limit is an item that says so, never a silent cut.

/// Bytes of one report's text. The reader refuses more, so that it stays under 250 MB.
pub const REPORT_BYTES_MAX: usize = 256 << 10;

/// Bytes of one page or plain file before its text is taken out. Nearly all pages of news are under 1 MB.
pub const PAGE_BYTES_MAX: usize = 4 << 20;

/// Levels of open elements in a page. Parsers of HTML take time in the square of the depth; no page of news is so deep.
pub const PAGE_DEPTH_MAX: usize = 500;

/// Start tags of a page. 20,000 paragraphs take the extractor seconds, where a page of news takes milliseconds.
pub const PAGE_TAGS_MAX: usize = 20_000;

/// Bytes of a line of JSONL, an element of an array of JSON, or a row of a table.
pub const LINE_BYTES_MAX: usize = 8 << 20;

/// Bytes of one member of an archive, unpacked, where it must be held in memory (a page, an archive in an archive).
pub const MEMBER_BYTES_MAX: u64 = 64 << 20;

/// Bytes of one member of a ZIP that is read as it comes (a table, a WARC). Past it the member is taken for a bomb.
pub const STREAM_BYTES_MAX: u64 = 64 << 30;

/// Unpacked bytes for each packed one, from which on an input is taken for a bomb. Text packs to a tenth, a table of
/// repeated values to a hundredth; deflate cannot do more than 1,032.
pub const PACKING_MAX: u64 = 400;

/// Members of one ZIP.
pub const MEMBERS_MAX: usize = 1_000_000;

/// Archives in archives.
pub const NESTING_MAX: usize = 3;

/// Folders in folders.
pub const FOLDERS_MAX: usize = 64;

/// Bytes of one WARC record's header.
pub const WARC_HEADER_BYTES_MAX: usize = 64 << 10;

/// Bytes of one feed.
pub const FEED_BYTES_MAX: u64 = 16 << 20;

/// Bytes of a robots.txt; the standard (RFC 9309) asks for at least 500 KiB.
pub const ROBOTS_BYTES_MAX: u64 = 512 << 10;

/// Redirects that are followed for one address.
pub const REDIRECTS_MAX: usize = 5;

//! Tiles of C2SP tlog-tiles: the tree cut into pieces 256 hashes wide and 8 levels high, each an immutable file.
//!
//! The `tlog_tiles` crate speaks of tiles of any height and of the older path `tile/8/0/000`; here the height is
//! always 8 and the path is the specification's, `tile/0/000` and `tile/entries/000`.

use crate::node::Lender;
use crate::{Hash, Node, ReadError};
use tlog_tiles::tile::Tile as Drawn;
use tlog_tiles::tlog;

/// How many hashes, or entries, a full tile holds.
pub const TILE_WIDTH: u16 = 256;

/// The largest tree that is cut into tiles here. Far more entries than a county writes in a million years.
pub const MAX_SIZE: u64 = (1 << 56) - 1;

const HEIGHT: u8 = 8;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TileKind {
    /// Hashes of the tree, at this tile level: 0 stands on the leaves, each next one 8 levels higher.
    Hashes(u8),
    /// The entries themselves, as an entry bundle.
    Entries,
}

/// One tile: which one it is, not what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    kind: TileKind,
    index: u64,
    width: u16,
}

/// A path that names no tile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no tile: expected a path like `tile/0/x001/234` or `tile/entries/000.p/17`")]
pub struct BadPath(pub String);

impl Tile {
    /// The tiles of hashes that a tree grown from `old_size` to `size` leaves adds or widens.
    #[must_use]
    pub fn between(old_size: u64, size: u64) -> Vec<Self> {
        let drawn = Drawn::new_tiles(HEIGHT, old_size.min(MAX_SIZE), size.min(MAX_SIZE));
        drawn.iter().map(Self::from_drawn).collect()
    }

    /// The tile that holds `node`, or from which it is computed, in a tree of `size` leaves; `None` where the tree
    /// has no such node.
    #[must_use]
    pub fn holding(node: Node, size: u64) -> Option<Self> {
        let drawn = Drawn::from_index(HEIGHT, storage_index(node)?);
        let tile = Self::from_drawn(&drawn.parent(0, size.min(MAX_SIZE))?);
        (tile.width >= Self::from_drawn(&drawn).width).then_some(tile)
    }

    /// What it holds.
    #[must_use]
    pub fn kind(&self) -> TileKind {
        self.kind
    }

    /// Which one on its level, from the left, beginning with 0.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries it holds: 1 to 256.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// The bundle of entries under a tile of leaf hashes.
    #[must_use]
    pub fn entries(&self) -> Self {
        Self { kind: TileKind::Entries, ..*self }
    }

    /// The leaves, from and until, that a tile of leaf hashes or an entry bundle stands for.
    #[must_use]
    pub fn leaves(&self) -> std::ops::Range<u64> {
        let shift = 8 * u32::from(self.level());
        let first = self.index * u64::from(TILE_WIDTH);
        first << shift..(first + u64::from(self.width)) << shift
    }

    /// The nodes whose hashes it holds, in order.
    #[must_use]
    pub fn nodes(&self) -> Vec<Node> {
        let first = self.index * u64::from(TILE_WIDTH);
        let level = HEIGHT * self.level();
        (first..first + u64::from(self.width)).map(|index| Node { level, index }).collect()
    }

    /// Its path, without a leading slash.
    #[must_use]
    pub fn path(&self) -> String {
        let path = self.drawn().path();
        match path.strip_prefix("tile/8/data/") {
            Some(rest) => format!("tile/entries/{rest}"),
            None => path.replacen("tile/8/", "tile/", 1),
        }
    }

    /// Reads a path, without a leading slash.
    ///
    /// # Errors
    /// When it is not exactly the path of a tile that a tree can have.
    pub fn from_path(path: &str) -> Result<Self, BadPath> {
        Self::read_path(path).ok_or_else(|| BadPath(path.to_owned()))
    }

    fn read_path(path: &str) -> Option<Self> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        // The crate panics on a level or a width outside its range: see to it before.
        let kind = match kind {
            "entries" => "data",
            level => level.parse::<u8>().ok().filter(|level| *level < HEIGHT).map(|_| level)?,
        };
        if rest.rsplit_once(".p/").is_some_and(|(_, width)| width.bytes().all(|digit| digit == b'0')) {
            return None;
        }
        let tile = Self::from_drawn(&Drawn::from_path(&format!("tile/{HEIGHT}/{kind}/{rest}")).ok()?);
        tile.fits().then_some(tile)
    }

    /// Reads its hashes from the store: the bytes to serve.
    ///
    /// # Errors
    /// When it is a bundle of entries, or `read` fails.
    pub fn bytes<E>(&self, read: impl FnMut(&[Node]) -> Result<Vec<Hash>, E>) -> Result<Vec<u8>, ReadError<E>> {
        let wanted = self.index;
        if self.kind == TileKind::Entries || !self.fits() {
            return Err(ReadError::OutOfRange { wanted, size: MAX_SIZE });
        }
        let lender = Lender::new(read);
        match self.drawn().read_data(&lender) {
            Ok(bytes) => Ok(bytes),
            Err(_) => Err(lender.error(ReadError::OutOfRange { wanted, size: MAX_SIZE })),
        }
    }

    /// The hash of `node`, read or computed from this tile's `bytes`; `None` where the tile does not hold it.
    #[must_use]
    pub fn hash_at(&self, bytes: &[u8], node: Node) -> Option<Hash> {
        if bytes.len() != usize::from(self.width) * 32 {
            return None;
        }
        self.drawn().hash_at_index(bytes, storage_index(node)?).ok().map(|hash| hash.0)
    }

    fn level(&self) -> u8 {
        match self.kind {
            TileKind::Hashes(level) => level,
            TileKind::Entries => 0,
        }
    }

    /// Whether a tree of at most [`MAX_SIZE`] leaves can have it.
    fn fits(&self) -> bool {
        let shift = u32::from(HEIGHT) * (u32::from(self.level()) + 1);
        self.index.checked_add(1).is_some_and(|after| u128::from(after) << shift <= 1 << 56)
    }

    fn from_drawn(drawn: &Drawn) -> Self {
        let kind = if drawn.is_data() { TileKind::Entries } else { TileKind::Hashes(drawn.level()) };
        let width = u16::try_from(drawn.width()).unwrap_or(TILE_WIDTH);
        Self { kind, index: drawn.level_index(), width }
    }

    fn drawn(&self) -> Drawn {
        Drawn::new(HEIGHT, self.level(), self.index, u32::from(self.width), self.kind == TileKind::Entries)
    }
}

fn storage_index(node: Node) -> Option<u64> {
    let end = u128::from(node.index) + 1;
    (node.level < 56 && end << node.level <= 1 << 56).then(|| tlog::stored_hash_index(node.level, node.index))
}

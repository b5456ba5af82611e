//! Land (资源台账): each plot with its area in the books, as surveyed and as its boundary says; who uses it, and under which contract.
//! Plots are taken over from the village's signed list; what can be seen of one is entered by whoever looks after it, each survey with
//! its paper. A case that contracts land out lays its contract on the plot, and never for more than was surveyed.

mod arise;
mod boundary;
mod describe;
mod entries;
mod import;
mod keep;
mod kind;
mod mu;
mod read;
mod ring;
mod sql;

pub use boundary::{Boundary, Corner, read_boundary};
pub use describe::DescribePlot;
pub use import::{ImportPlots, ImportedPlot, plot_faults};
pub use kind::{LandType, PlotStanding, PlotUse};
pub use mu::Mu;
pub use read::{PlotRow, plot, plot_contracts, plots};

pub(crate) use arise::bring;
pub(crate) use entries::kinds;

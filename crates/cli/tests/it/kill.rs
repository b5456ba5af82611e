//! The server is killed at random moments under load.

use crate::county::Copy;
use crate::http::Visitor;
use crate::load::{Claims, Objections, Receipt, claim, official, picture, work};
use rusqlite::{Connection, OpenFlags};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How many times, unless `QINGCUN_TEST_KILLS` says otherwise.
const KILLS: u32 = 200;
/// A county grows by every round, and with it the time to verify it; then a fresh copy is taken.
const ROUNDS_OF_A_COPY: u32 = 20;

#[test]
fn a_killed_server_loses_nothing_acknowledged_and_shows_nothing_half_done() {
    let kills = std::env::var_os("QINGCUN_TEST_KILLS").and_then(|many| many.to_str()?.parse().ok()).unwrap_or(KILLS);
    let mut chance = Chance(u64::from(std::process::id()));
    println!("killing {kills} times, seed {}", chance.0);
    let (mut round, mut receipts, began) = (0, 0, Instant::now());
    while round < kills {
        let mut copy = Scene::new();
        for _ in 0..ROUNDS_OF_A_COPY.min(kills - round) {
            let after = Duration::from_millis(20 + chance.below(381));
            copy.kill_after(after);
            copy.check(&format!("round {round}, killed after {after:?}"));
            round += 1;
        }
        receipts += copy.receipts.len();
        println!("{round} kills, {receipts} receipts, {:.0} s", began.elapsed().as_secs_f32());
    }
    assert!(receipts > usize::try_from(kills).unwrap() / 4, "hardly anything was acknowledged: {receipts}");
}

/// A county, the people who work on it, and all that they were told is done.
struct Scene {
    copy: Copy,
    /// Begins each case anew, with new papers.
    careful: Visitor,
    quick: Vec<Claims>,
    villagers: Vec<Objections>,
    receipts: Vec<Receipt>,
}

impl Scene {
    fn new() -> Self {
        let copy = Copy::new();
        let server = copy.serve();
        let (clerk, asset_clerk) = (official(server.address, "clerk"), official(server.address, "asset_clerk"));
        let quick = [&clerk, &asset_clerk].map(|person| Claims::prepared(person.clone())).into();
        let villagers = (0..2).map(|_| Objections::prepared(server.address)).collect();
        assert!(server.stop());
        Self { copy, careful: clerk, quick, villagers, receipts: Vec::new() }
    }

    fn kill_after(&mut self, after: Duration) {
        let mut server = self.copy.serve();
        let (stop, at) = (&AtomicBool::new(false), server.address);
        self.villagers.iter_mut().for_each(|villager| villager.go_on(at));
        let told: Vec<Receipt> = std::thread::scope(|scope| {
            let mut threads = Vec::new();
            self.careful.at = at;
            threads.push(scope.spawn(|| work(stop, || claim(&mut self.careful, &picture()))));
            for person in &mut self.quick {
                person.visitor.at = at;
                threads.push(scope.spawn(move || work(stop, || person.next())));
            }
            for villager in &mut self.villagers {
                threads.push(scope.spawn(move || work(stop, || villager.next())));
            }
            std::thread::sleep(after);
            server.kill();
            stop.store(true, Ordering::Relaxed);
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        self.receipts.extend(told);
    }

    fn check(&self, when: &str) {
        self.copy.assert_verifies(when);
        let store = Connection::open_with_flags(self.copy.store(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let count = |sql: &str, id: &str| store.query_row(sql, [id], |row| row.get::<_, i64>(0)).unwrap();
        for receipt in &self.receipts {
            let (sql, id) = match receipt {
                Receipt::Case(id) => ("select count(*) from affair_case where id = ?1", id),
                Receipt::Objection(id) => ("select count(*) from objection where id = ?1", id),
            };
            assert_eq!(count(sql, id), 1, "{when}: {receipt:?} was acknowledged and is lost");
        }
        let half = "select count(*) from affair_case c where ?1 = '' and (c.revision <> (select count(*) from act a \
                    where a.case_id = c.id) or not exists (select 1 from paper p where p.case_id = c.id) \
                    and c.affair = 'C1')";
        assert_eq!(count(half, ""), 0, "{when}: a case without its acts, or without its papers");
    }
}

/// Random numbers that a printed seed gives again (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

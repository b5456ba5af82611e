//! The door: a deed is whole or it is not; what is answered is kept; groups share a commit.

use crate::pots::{NOW, POTS, Pot, TOTAL, add, amount, counties, draft, no, open, setup, state, vote};
use archive::{County, Query, Written};
use serde_json::json;
use std::sync::Arc;
use std::sync::mpsc::channel;
use village::{Place, Stop};

fn failed<T>(result: Result<T, Stop>) -> String {
    match result {
        Err(Stop::Failed(fault)) => fault.chain(),
        Err(Stop::Refused(refusal)) => panic!("refused by `{}`", refusal.rule),
        Ok(_) => panic!("it was done"),
    }
}

#[test]
fn a_deed_that_is_answered_is_kept() {
    for (county, fresh) in counties() {
        let entry = county.act(|tx| open(tx, "wall", 500)).unwrap();
        assert_eq!((entry.seq, county.head()), (1, 1));
        county.act(|tx| add(tx, "wall", 70)).unwrap();
        drop(county);
        let county = County::open_with(setup(&fresh), &[POTS]).unwrap();
        assert_eq!((amount(&county, "wall"), county.head()), (Some(570), 2));
    }
}

#[test]
fn a_deed_that_stops_leaves_nothing() {
    for (county, _fresh) in counties() {
        county.act(|tx| open(tx, "wall", 500)).unwrap();
        let stopped = county.act(|tx| {
            open(tx, "well", 1)?;
            add(tx, "wall", 70)?;
            Err::<(), _>(no())
        });
        assert!(matches!(stopped, Err(Stop::Refused(_))));
        assert_eq!(state(&county), (500, 1, 1));
        assert_eq!(county.act(|tx| add(tx, "wall", 1)).unwrap().seq, 2, "no number is lost");
    }
}

#[test]
fn a_preview_shows_what_would_be_and_leaves_nothing() {
    for (county, _fresh) in counties() {
        let seen = county.preview(|tx| {
            open(tx, "wall", 500)?;
            Ok(tx.one(TOTAL, &[])?.int("total")?)
        });
        assert_eq!(seen.unwrap(), 500);
        assert_eq!(state(&county), (0, 0, 0));
    }
}

#[test]
fn a_panic_is_a_fault_and_the_writer_lives_on() {
    for (county, _fresh) in counties() {
        let panicked = county.act(|tx| -> Result<(), Stop> {
            tx.nested(|tx| {
                open(tx, "wall", 500)?;
                panic!("the ceiling fell in")
            })
        });
        assert_eq!(failed(panicked), "a deed panicked: the ceiling fell in");
        assert_eq!(state(&county), (0, 0, 0));
        assert_eq!(county.act(|tx| open(tx, "wall", 1)).unwrap().seq, 1);
    }
}

#[test]
fn a_part_of_a_deed_can_stop_by_itself() {
    for (county, _fresh) in counties() {
        county
            .act(|tx| {
                open(tx, "wall", 500)?;
                let part = tx.nested(|tx| {
                    open(tx, "well", 1)?;
                    tx.nested(|tx| add(tx, "wall", 9))?;
                    Err::<(), _>(no())
                });
                assert!(part.is_err());
                // A part whose statement fails is undone too, on PostgreSQL as on SQLite.
                assert!(tx.nested(|tx| open(tx, "wall", 3)).is_err());
                tx.nested(|tx| add(tx, "wall", 20))
            })
            .unwrap();
        assert_eq!(state(&county), (520, 1, 2));
    }
}

#[test]
fn a_deed_cannot_succeed_past_a_failed_statement() {
    for (county, _fresh) in counties() {
        county.act(|tx| open(tx, "wall", 500)).unwrap();
        let swallowed = county.act(|tx| {
            add(tx, "wall", 1)?;
            let _twice = open(tx, "wall", 2);
            Ok(())
        });
        assert!(failed(swallowed).contains("cannot be applied"));
        let hidden = county.act(|tx| {
            let _hidden = tx.append(draft("pot.hidden", "wall", json!({"amount_fen": 3})));
            Ok(())
        });
        failed(hidden);
        let query = county.act(|tx| {
            add(tx, "wall", 1)?;
            let _wrong = tx.query("select no_such_column from pot", &[]);
            Ok(())
        });
        failed(query);
        assert_eq!(state(&county), (500, 1, 1));
    }
}

#[test]
fn an_entry_of_an_unknown_kind_is_a_fault() {
    for (county, _fresh) in counties() {
        let done = county.act(|tx| Ok(tx.append(draft("pot.stolen", "wall", json!({})))?));
        assert_eq!(failed(done), "no chapter applies entries of the kind `pot.stolen`");
    }
}

#[test]
fn an_entry_of_another_county_is_a_fault() {
    for (county, _fresh) in counties() {
        let done = county.act(|tx| {
            let mut draft = draft("note.left", "wall", json!({}));
            draft.village = Place::new("330723001244").unwrap();
            Ok(tx.append(draft)?)
        });
        assert!(failed(done).contains("does not lie in county `990101`"));
    }
}

#[test]
fn a_deed_and_a_reader_can_only_look() {
    const CHANGE: &str = "update pot set amount_fen = 0";
    const HIDDEN: &str = "with gone as (select 1) insert into pot (name, amount_fen, opened_by) values ('a', 1, 1)";
    for (county, _fresh) in counties() {
        county.act(|tx| open(tx, "wall", 500)).unwrap();
        for sql in [CHANGE, HIDDEN, "delete from entry", "drop table pot", "pragma foreign_keys = off"] {
            assert!(failed(county.act(move |tx| Ok(tx.query(sql, &[])?))).contains("only a query is allowed"), "{sql}");
            assert!(county.read(|reader| reader.query(sql, &[])).is_err(), "{sql}");
        }
        assert_eq!(state(&county), (500, 1, 1));
    }
}

#[test]
fn a_key_finds_the_entry_of_the_same_act_and_cannot_be_used_twice() {
    for (county, _fresh) in counties() {
        let keyed = |name: &'static str| {
            let mut draft = draft("pot.opened", name, json!({"amount_fen": 5}));
            draft.key = Some("form-1".to_owned());
            draft
        };
        let first = county.act(move |tx| Ok(tx.append(keyed("wall"))?)).unwrap();
        let found = county.act(|tx| Ok(tx.entry_by_key("form-1")?)).unwrap();
        assert_eq!(found, Some(first));
        assert_eq!(county.act(|tx| Ok(tx.entry_by_key("form-2")?)).unwrap(), None);
        failed(county.act(move |tx| Ok(tx.append(keyed("well"))?)));
        assert_eq!(state(&county), (5, 1, 1));
    }
}

#[test]
fn deeds_that_come_at_once_share_commits() {
    for (county, fresh) in counties() {
        // While one deed holds the writer, 64 others gather behind it.
        let (held, hold) = channel::<()>();
        let (began, begun) = channel::<()>();
        let slow = {
            let county = county.clone();
            std::thread::spawn(move || {
                county.act(move |tx| {
                    began.send(()).unwrap();
                    hold.recv().unwrap();
                    open(tx, "first", 1)
                })
            })
        };
        begun.recv().unwrap();
        let writers = Arc::new(std::sync::atomic::AtomicU32::new(0));
        let threads: Vec<_> = (0..64)
            .map(|n| {
                let (county, writers) = (county.clone(), Arc::clone(&writers));
                std::thread::spawn(move || {
                    writers.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                    let before = move |tx: &mut archive::Tx<'_>| {
                        if n % 8 == 7 {
                            return Err(no());
                        }
                        open(tx, &format!("pot {n}"), n)?;
                        // Every deed of the group sees those before it, committed or not yet.
                        Ok(tx.one(TOTAL, &[])?.int("pots")?)
                    };
                    county.act(before)
                })
            })
            .collect();
        while writers.load(std::sync::atomic::Ordering::SeqCst) < 64 {
            std::thread::yield_now();
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
        held.send(()).unwrap();
        slow.join().unwrap().unwrap();
        let done = threads.into_iter().filter_map(|thread| thread.join().unwrap().ok()).count();
        assert_eq!(done, 56);
        assert_eq!(state(&county).1, 57);
        assert_eq!(county.commits(), 2, "on {}", fresh.database);
    }
}

#[test]
fn a_reader_sees_one_snapshot() {
    for (county, _fresh) in counties() {
        county.act(|tx| open(tx, "wall", 500)).unwrap();
        let writer = county.clone();
        let totals = county
            .read(|reader| {
                let before = reader.one(TOTAL, &[])?.int("total")?;
                std::thread::spawn(move || writer.act(|tx| add(tx, "wall", 1)).unwrap()).join().unwrap();
                Ok((before, reader.one(TOTAL, &[])?.int("total")?))
            })
            .unwrap();
        assert_eq!(totals, (500, 500));
        assert_eq!(amount(&county, "wall"), Some(501));
    }
}

#[test]
fn two_processes_on_one_store_number_their_entries_in_one_row() {
    for (county, fresh) in counties() {
        let other = County::open_with(setup(&fresh), &[POTS]).unwrap();
        let threads: Vec<_> = [county.clone(), other.clone()]
            .into_iter()
            .enumerate()
            .map(|(who, county)| {
                std::thread::spawn(move || {
                    for n in 0..20 {
                        county.act(move |tx| open(tx, &format!("{who}-{n}"), 1)).unwrap();
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        assert_eq!(state(&county).0, 40);
        assert_eq!(county.head().max(other.head()), 40);
    }
}

#[test]
fn a_deed_cannot_bring_a_deed_to_the_door() {
    for (county, _fresh) in counties() {
        let inner = county.clone();
        let done = county.act(move |_| inner.act(|tx| open(tx, "wall", 1)));
        assert!(failed(done).contains("use `Tx::nested`"));
    }
}

#[test]
fn when_the_disk_is_full_nothing_is_half_done() {
    for (county, fresh) in counties().into_iter().filter(|(_, fresh)| fresh.database == "sqlite") {
        county.act(|tx| open(tx, "wall", 500)).unwrap();
        county.act(|tx| Ok(tx.append(draft("disk.filled", "", json!({})))?)).unwrap();
        let long = "长".repeat(30_000);
        let mut refused = 0;
        for n in 0..20 {
            let long = long.clone();
            let done = county.act(move |tx| {
                open(tx, &format!("pot {n}"), 1)?;
                vote(tx, "wall", 1, 0, Some(&long))
            });
            refused += u32::from(done.is_err());
        }
        assert!(refused > 10, "the disk was not full");
        let (_, pots, head) = state(&county);
        assert_eq!(u64::try_from(pots - 1).unwrap() * 2 + 2, head);
        drop(county);
        let county = County::open_with(setup(&fresh), &[POTS]).unwrap();
        assert_eq!(county.head(), head);
        county.act(|tx| add(tx, "wall", 1)).unwrap();
    }
}

#[test]
fn the_log_is_read_as_it_was_written() {
    for (county, _fresh) in counties() {
        let first = county.act(|tx| open(tx, "wall", 500)).unwrap();
        let second = county.act(|tx| vote(tx, "wall", 31, 2, Some("“同意”\n\\ 村"))).unwrap();
        county.act(|tx| open(tx, "well", 3)).unwrap();
        county
            .read(|reader| {
                assert_eq!(archive::entries_after(reader, 1, 1)?, vec![second.clone()]);
                assert_eq!(archive::entries_about(reader, "wall", 0, 9)?, vec![first.clone(), second.clone()]);
                assert_eq!(archive::entry(reader, 1)?, Some(first.clone()));
                assert_eq!(tlog::leaf_hash(&second.leaf_bytes()?), second.leaf.0);
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn tiles_and_proofs_can_be_made_from_the_leaves() {
    for (county, _fresh) in counties() {
        for n in 0..11 {
            county.act(move |tx| open(tx, &format!("pot {n}"), 1)).unwrap();
        }
        let checkpoint = county.checkpoint(NOW).unwrap();
        county
            .read(|reader| {
                assert_eq!(archive::last_checkpoint(reader)?, Some((checkpoint.note.clone(), NOW)));
                let leaves = archive::leaves(reader, 0, 100)?;
                let proof = tlog::inclusion_proof(7, 11, |wanted| archive::nodes(reader, wanted)).unwrap();
                assert!(tlog::check_inclusion(&proof, 7, &leaves[7], 11, &checkpoint.root).is_ok());
                assert!(archive::nodes(reader, &[tlog::Node { level: 2, index: 2 }]).is_err());
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn a_checkpoint_promises_the_log_as_it_is() {
    for (county, fresh) in counties() {
        let key = setup(&fresh).key;
        assert_eq!(county.checkpoint(NOW).unwrap().size, 0);
        let mut leaves = Vec::new();
        for n in 0..5 {
            leaves.push(county.act(move |tx| open(tx, &format!("pot {n}"), 1)).unwrap().leaf.0);
        }
        let first = county.checkpoint(NOW).unwrap();
        leaves.push(county.act(|tx| open(tx, "last", 1)).unwrap().leaf.0);
        let second = county.checkpoint(NOW).unwrap();
        assert_eq!(county.checkpoint(NOW.plus_ms(9)).unwrap(), second, "nothing new, nothing signed");
        let mut tree = tlog::Tree::new();
        tree.extend(leaves[..5].iter().copied());
        assert_eq!((first.size, first.root), (5, tree.root()));
        tree.push(leaves[5]);
        assert_eq!((second.size, second.root), (6, tree.root()));
        assert_eq!(tlog::Checkpoint::open(&second.note, &key.public()).unwrap(), second);
    }
}

fn pot(name: &str, amount_fen: i64) -> Written<Pot> {
    Written::new(Pot { name: name.into(), amount_fen, handed_over: true }).unwrap()
}

#[test]
fn what_is_written_before_the_door_stands_in_the_log_as_if_it_were_written_there() {
    for (county, _fresh) in counties() {
        county.act(|tx| Ok(tx.append_written(draft("pot.filled", "wall", json!(null)), pot("墙", 500))?)).unwrap();
        assert_eq!((amount(&county, "墙 1"), amount(&county, "墙 2")), (Some(500), Some(250)));
        let entry = county.read(|reader| archive::entry(reader, 1)).unwrap().unwrap();
        assert_eq!(entry.body, json!({"name": "墙", "amount_fen": 500}));
        let found = county.verify().unwrap();
        assert!(found.faults.is_empty(), "{:?}", found.faults);
    }
}

#[test]
fn an_entry_has_one_body_and_no_row_of_many_is_left_when_one_is_refused() {
    for (county, _fresh) in counties() {
        let twice = county.act(|tx| Ok(tx.append_written(draft("pot.filled", "wall", json!({})), pot("wall", 5))?));
        assert!(failed(twice).contains("two bodies"));
        // The second row is less than nothing.
        let odd = county.act(|tx| Ok(tx.append_written(draft("pot.filled", "wall", json!(null)), pot("wall", -4))?));
        assert!(failed(odd).contains("cannot be applied"));
        // What hands nothing over that its apply function knows has no body to fall back to.
        let other = Written::new("a text".to_owned()).unwrap();
        assert!(county.act(|tx| Ok(tx.append_written(draft("pot.filled", "wall", json!(null)), other)?)).is_err());
        assert_eq!(state(&county), (0, 0, 0));
    }
}

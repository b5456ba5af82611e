-- The last checkpoint of a county's log that was signed here: a store that was put back from an older copy does not
-- reach it, and one that was made anew holds something else.
create table seen_checkpoint (
  county text primary key,
  size bigint not null,
  note text not null
);

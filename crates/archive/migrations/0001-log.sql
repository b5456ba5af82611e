-- The log: entries, and the checkpoints that promise what they are.

-- What the store is: its county, the public half of its log key.
create table meta (
  name text not null primary key,
  value text not null
);

-- One row for each deed. Appended only; every other table is what the entries add up to.
create table entry (
  seq bigint not null primary key,
  village text not null,
  moment bigint not null,
  person text,
  kind text not null,
  subject text not null,
  rules blob,
  key text unique,
  body text not null,
  salt blob not null,
  leaf blob not null
);

create index entry_subject on entry (subject, seq);
create index entry_village on entry (village, seq);

-- One row for each promise: the log had so many entries, under this root. The note is what is published; the stamp is
-- a second note that also binds the moment. Tree is the tree's compact range, from which the next checkpoint goes on.
create table checkpoint (
  size bigint not null primary key,
  moment bigint not null,
  root blob not null,
  note text not null,
  stamp text not null,
  tree blob not null
);

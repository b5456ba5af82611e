-- The directory: who signs in, who is signed in, which counties there are. Not part of any log.

create table county (
  code text not null primary key,
  name text not null
);

create table sign_in (
  name text not null primary key,
  person text not null,
  county text not null,
  password text not null,
  must_change bigint not null check (must_change in (0, 1)),
  created bigint not null
);

create index sign_in_person on sign_in (person);

-- A session is known by the hash of its token; the token itself is only in the browser.
create table session (
  token blob not null primary key,
  sign_in text not null references sign_in (name),
  opened bigint not null,
  last_seen bigint not null,
  expires bigint not null,
  csrf text not null
);

create index session_sign_in on session (sign_in);

-- Wrong passwords, counted for a name or an address since the first of them.
create table guess (
  bucket text not null primary key,
  failures bigint not null,
  since bigint not null
);

-- What the program must know again after a restart and nobody else may know, by its use.
create table secret (
  name text not null primary key,
  value blob not null
);

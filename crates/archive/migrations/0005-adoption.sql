-- Adoption of rules by two people: what was proposed, and which book was in force since when.
create table rulebook_proposal (
  id text primary key,
  hash text not null,
  against text not null,
  layers text not null,
  files text not null,
  reason text not null,
  status text not null,
  proposed_by text not null,
  proposed bigint not null,
  decided_by text,
  decided bigint
);

create table adoption (
  entry bigint primary key,
  hash text not null,
  proposal text,
  proposed_by text,
  adopted_by text,
  adopted bigint not null
);

-- What was adopted before this table was there.
insert into adoption (entry, hash, proposal, proposed_by, adopted_by, adopted)
  select seq, subject, null, null, person, moment from entry where kind = 'rulebook.adopted';

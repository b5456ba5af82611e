-- Who lives where, who holds which post, who is related to whom, and which rules are in force.
create table division (
  code text primary key,
  name text not null,
  level text not null,
  parent text
);

create table person (
  id text primary key,
  name text not null,
  village text not null,
  household text not null,
  phone text not null,
  email text not null,
  identity text not null,
  born text,
  registered bigint not null
);
create index person_village on person (village, id);

create table mandate (
  id text primary key,
  person_id text not null references person (id),
  post text not null,
  place text not null,
  starts text not null,
  ends text not null,
  granted_by text,
  granted bigint not null,
  ended_by text,
  ended bigint
);
create index mandate_person on mandate (person_id);
create index mandate_place on mandate (place, post);

create table kin (
  person_id text not null references person (id),
  relative_id text not null references person (id),
  relation text not null,
  declared_by text,
  declared bigint not null,
  primary key (person_id, relative_id)
);

create table rulebook (
  hash text primary key,
  layers text not null,
  files text not null,
  adopted_by text,
  adopted bigint not null,
  current bigint not null
);

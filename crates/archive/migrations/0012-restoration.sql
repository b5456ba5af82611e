-- What was declared when the store was put back from a copy that did not reach what had been signed.
create table restoration (
  id text primary key,
  kept bigint not null,
  signed bigint not null,
  root text not null,
  reason text not null,
  moment bigint not null
);

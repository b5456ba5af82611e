-- The screens in a village's hall: where they hang, when they are on, since when one is dark.
create table screen (
  id text not null primary key,
  village text not null,
  name text not null,
  from_hour bigint not null,
  to_hour bigint not null,
  aloud_hour bigint,
  registered_by text,
  registered bigint not null,
  removed bigint,
  removed_why text not null default '',
  dark_since bigint
);

create index screen_village on screen (village, id);

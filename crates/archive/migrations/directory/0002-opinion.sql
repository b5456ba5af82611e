-- What a sealed opinion says, until it is opened. The log has only its commitment; no page shows what is here.
create table sealed_opinion (
  commitment text not null primary key,
  meeting text not null,
  salt text not null,
  stance text not null,
  words text not null
);

-- How often public pages were read, by village, page and day. Nothing about who read them is kept anywhere.
create table reading (
  village text not null,
  page text not null,
  day text not null,
  many bigint not null,
  primary key (village, page, day)
);

-- Photographs of the wall: what an inspector saw, and what a village hung up. Pictures are JSON: hash, size in pixels and bytes, covered
-- places. The first is for those who work with it, the second for everybody.
create table photo (
  id text not null primary key,
  village text not null,
  about text not null,
  subject text not null,
  own text not null,
  shown text,
  taken_by text,
  taken bigint not null,
  shown_by text,
  shown_at bigint
);
create index photo_subject on photo (village, about, subject);

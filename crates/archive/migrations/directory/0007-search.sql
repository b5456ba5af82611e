-- The index by which a county is searched: what is public of each village, as strangers read it, ready to be looked
-- through. It follows from what is public, belongs to no log, and may be drawn anew at any time.
create table search_village (
  place text not null primary key,
  head bigint not null,
  day text not null,
  shape bigint not null
);

create table search_line (
  place text not null,
  number bigint not null,
  kind text not null,
  what text not null,
  what_en text not null,
  who text not null,
  who_en text not null,
  day text not null,
  amount_fen bigint,
  href text not null,
  primary key (place, number)
);

create index search_line_amount on search_line (amount_fen, day, place, number);

-- Which lines of a village hold a piece of a word, of its sound or of its initials.
create table search_piece (
  piece text not null,
  place text not null,
  lines blob not null,
  primary key (piece, place)
);

create index search_piece_place on search_piece (place);

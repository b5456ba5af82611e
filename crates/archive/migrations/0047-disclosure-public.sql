-- What became public last, of the whole county, without reading every village's board.
create index disclosure_public on disclosure (public_on, entry);

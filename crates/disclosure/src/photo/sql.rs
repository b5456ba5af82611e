//! The questions of photographs to the store, one text for both databases.

pub(super) const TAKE: &str = "insert into photo (id, village, about, subject, own, taken_by, taken)
    values ($1, $2, $3, $4, $5, $6, $7)";
pub(super) const SHOW: &str = "update photo set shown = $2, shown_by = $3, shown_at = $4 where id = $1";
pub(super) const PHOTO: &str = "select * from photo where id = $1";
pub(super) const PHOTOS: &str =
    "select * from photo where village = $1 and about = $2 and subject = $3 order by taken, id limit 100";
pub(super) const PHOTOS_AFTER: &str = "select * from photo where id > $1 order by id limit 1000";
pub(super) const LAST: &str = "select id from photo where id > $1 and id < $2 order by id desc limit 1";

//! The plots' questions to the store, one text for both databases.

pub(super) const KEEP: &str = "insert into plot (id, village, code, name, land, place, book_si, surveyed_si, drawn_si,
    boundary, use_state, contract_id, survey_paper, entry)
    values ($1, $2, $3, $4, $5, $6, $7, $8, null, null, $9, $10, null, $11)";
pub(super) const DESCRIBE: &str = "update plot set place = $2, surveyed_si = $3, boundary = coalesce($4, boundary),
    drawn_si = coalesce($5, drawn_si), use_state = $6, contract_id = $7, survey_paper = coalesce($8, survey_paper)
    where id = $1";
pub(super) const CONTRACT_OUT: &str = "update plot set use_state = 'contracted', contract_id = $2 where id = $1";
pub(super) const INSERT_CONTRACT: &str = "insert into plot_contract (plot_id, contract_id, moment) values ($1, $2, $3)
    on conflict (plot_id, contract_id) do nothing";
pub(super) const CONTRACTS: &str = "select contract_id from plot_contract where plot_id = $1
    order by moment desc, contract_id limit 100";
pub(super) const PLOT: &str =
    "select p.id, p.village, p.code, p.name, p.land, p.place, p.book_si, p.surveyed_si, p.drawn_si,
    p.boundary, p.use_state, p.contract_id, p.survey_paper, c.ends, c.status
    from plot p left join contract c on c.id = p.contract_id where p.id = $1";
pub(super) const PLOT_CODED: &str =
    "select p.id, p.village, p.code, p.name, p.land, p.place, p.book_si, p.surveyed_si, p.drawn_si,
    p.boundary, p.use_state, p.contract_id, p.survey_paper, c.ends, c.status
    from plot p left join contract c on c.id = p.contract_id where p.village = $1 and p.code = $2 order by p.id limit 1";
pub(super) const PLOTS: &str =
    "select p.id, p.village, p.code, p.name, p.land, p.place, p.book_si, p.surveyed_si, p.drawn_si,
    p.boundary, p.use_state, p.contract_id, p.survey_paper, c.ends, c.status
    from plot p left join contract c on c.id = p.contract_id where p.village = $1 order by p.code, p.id limit 5000";
pub(super) const COUNT_PLOTS: &str = "select count(*) as many from plot where village = $1";
pub(super) const CONTRACT_NUMBERED: &str = "select id from contract where village = $1 and number = $2
    order by entry desc, id limit 1";

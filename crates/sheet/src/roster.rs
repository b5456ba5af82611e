//! A county's roster (花名册): who the people are, which posts they hold from when to when, and their near relatives.

mod column;
mod id_number;
mod post;
mod relation;
mod telephone;

pub use column::{Column, locate_fault, roster_columns};
pub use id_number::{IdNumberError, PersonNumber, Sex, check_id_number};
pub use post::HeldPost;
pub use relation::{Relation, Relative};

use crate::{Cell, Mark, SheetFault, SheetRow, Table};
use column::Columns;
use std::collections::HashMap;
use village::{Group, Level, Place, Post, Words};

/// One person of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    /// The row in the sheet, as a spreadsheet program numbers it.
    pub row: u32,
    /// The name.
    pub name: String,
    /// Man or woman, when the sheet says it.
    pub sex: Option<Sex>,
    /// The identity number, or the number that the county gave.
    pub number: PersonNumber,
    /// The mobile number.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The village; for posts above it, the township or the county.
    pub place: Place,
    /// The household's number.
    pub household: Option<String>,
    /// The villagers' group.
    pub group: Option<Group>,
    /// The posts, each with its first and last day.
    pub posts: Vec<HeldPost>,
    /// Near relatives, each by name or by number.
    pub relatives: Vec<Relative>,
}

/// A row with a fault, as far as it could be read: enough to tell which of its posts do not go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubtfulRow {
    /// The row in the sheet.
    pub row: u32,
    /// The name; empty when it could not be read.
    pub name: String,
    /// The place.
    pub place: Place,
    /// The posts whose titles are known, whatever their days.
    pub posts: Vec<Post>,
}

/// A roster as read. Rows with a fault are not among `rows`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// The people read without a fault.
    pub rows: Vec<RosterRow>,
    /// Of the others those whose place could be read.
    pub doubtful: Vec<DoubtfulRow>,
    /// Every fault of every row, in the order of the rows.
    pub faults: Vec<SheetFault>,
    /// What the sender should know: columns that were not read, telephones that two officers share.
    pub notes: Vec<Words>,
}

/// Reads a roster. `known` tells whether a place belongs to this county.
#[must_use]
pub fn read_roster(table: &Table, known: &dyn Fn(&Place) -> bool) -> Roster {
    let (columns, mut roster) = match Columns::find(table) {
        Ok((columns, notes)) => (columns, Roster { notes, ..Roster::default() }),
        Err(faults) => return Roster { faults, ..Roster::default() },
    };
    let mut seen: HashMap<String, u32> = HashMap::new();
    for row in &table.rows {
        let mut reading = Reading { row, columns: &columns, faults: Vec::new() };
        let (person, doubtful) = reading.person(known);
        let number = reading.raw(Column::Number).to_ascii_uppercase();
        if let Some(earlier) = seen.get(&number).copied().filter(|_| !number.is_empty()) {
            let en = format!("row {earlier} has this number already; a person has one row, several posts in one cell");
            let zh =
                format!("这个编号在第{earlier}行已经有了，同一个人只能写一行；有几个岗位的，写在同一格里，用“、”分开");
            let words = Words::new(zh, en);
            reading.fault(Column::Number, words);
        } else {
            seen.insert(number, row.number);
        }
        match person {
            Some(person) if reading.faults.is_empty() => roster.rows.push(person),
            _ => {
                roster.doubtful.extend(doubtful);
                roster.faults.append(&mut reading.faults);
            }
        }
    }
    roster.notes.extend(telephone::shared(&roster.rows));
    roster
}

/// One row being read; faults gather beside it.
struct Reading<'a> {
    row: &'a SheetRow,
    columns: &'a Columns,
    faults: Vec<SheetFault>,
}

impl Reading<'_> {
    fn fault(&mut self, column: Column, words: Words) {
        self.faults.push(SheetFault { row: self.row.number, column: self.columns.at(column), words });
    }

    fn raw(&self, column: Column) -> &str {
        self.columns.at(column).map_or("", |at| self.row.text(at))
    }

    /// The text of a cell; a value that the spreadsheet program has spoilt is a fault and reads as empty.
    fn text(&mut self, column: Column) -> String {
        let cell = self.columns.at(column).and_then(|at| self.row.cells.get(at)).cloned().unwrap_or_default();
        let words = match cell {
            Cell { mark: Mark::Formula, text } if text.is_empty() => Words::new(
                "单元格里是公式，没有保存结果，请改成实际内容",
                "the cell holds a formula without a saved result; write the value itself",
            ),
            Cell { mark: Mark::Plain | Mark::Formula, text } => return text,
            Cell { mark: Mark::Imprecise, .. } => Words::new(
                "号码按数字保存，Excel 已丢失末尾几位。请把这一列设为“文本”格式后重新填写",
                "the number was stored as a figure and Excel has lost its last digits: format the column as text and type it again",
            ),
            Cell { mark: Mark::Error, text } => Words::new(
                format!("单元格里是公式错误`{text}`，请改成实际内容"),
                format!("the cell holds the formula error `{text}`; write the value itself"),
            ),
        };
        self.fault(column, words);
        String::new()
    }

    /// The person, and what is known of the row when something of it cannot be read.
    fn person(&mut self, known: &dyn Fn(&Place) -> bool) -> (Option<RosterRow>, Option<DoubtfulRow>) {
        let name = self.name();
        let sex = self.sex();
        let number = self.number(sex);
        let phone = self.phone();
        let email = self.email();
        let place = self.place(known);
        let household = self.household();
        let group = self.group(place.as_ref());
        let (posts, titles) = self.posts();
        if let Some(place) = &place {
            self.check_levels(place, &posts);
        }
        let relatives = self.relatives();
        let doubtful = place.clone().map(|place| DoubtfulRow {
            row: self.row.number,
            name: name.clone().unwrap_or_default(),
            place,
            posts: titles,
        });
        let read = name.zip(number).zip(place).map(|((name, number), place)| RosterRow {
            row: self.row.number,
            name,
            sex,
            number,
            phone,
            email,
            place,
            household,
            group,
            posts,
            relatives,
        });
        (read, doubtful)
    }

    fn name(&mut self) -> Option<String> {
        let before = self.faults.len();
        let name = self.text(Column::Name);
        if self.faults.len() > before {
            return None;
        }
        let fits = (1..=40).contains(&name.chars().count())
            && name.chars().all(|c| c.is_alphabetic() || matches!(c, '·' | '•' | '-' | '\'' | '.' | ' '));
        if fits {
            return Some(name);
        }
        self.fault(
            Column::Name,
            match name.as_str() {
                "" => Words::new("姓名没有填", "the name is missing"),
                other => Words::new(
                    format!("`{other}`不像姓名：只写文字，少数民族姓名中间可用“·”"),
                    format!("`{other}` is not a name: expected letters only, with `·` between parts where needed"),
                ),
            },
        );
        None
    }

    fn sex(&mut self) -> Option<Sex> {
        let text = self.text(Column::Sex);
        if text.is_empty() {
            return None;
        }
        let sex = Sex::read(&text);
        if sex.is_none() {
            let words = Words::new(
                format!("`{text}`看不懂，请填“男”或“女”"),
                format!("`{text}` is not understood: expected 男 or 女, male or female"),
            );
            self.fault(Column::Sex, words);
        }
        sex
    }

    fn number(&mut self, sex: Option<Sex>) -> Option<PersonNumber> {
        let before = self.faults.len();
        let text = self.text(Column::Number);
        if self.faults.len() > before {
            return None;
        }
        match PersonNumber::read(&text) {
            Ok(number) => {
                if let (PersonNumber::Identity { sex: told, .. }, Some(sex)) = (&number, sex)
                    && *told != sex
                {
                    let words = Words::new(
                        format!("填的是“{}”，身份证号表示的是“{}”", sex.words().zh, told.words().zh),
                        format!("says {}, but the identity number is a {}'s", sex.words().en, told.words().en),
                    );
                    self.fault(Column::Sex, words);
                }
                Some(number)
            }
            Err(error) => {
                self.fault(Column::Number, error.words());
                None
            }
        }
    }

    fn phone(&mut self) -> Option<String> {
        let text = self.text(Column::Phone);
        if text.is_empty() {
            return None;
        }
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let digits = digits.strip_prefix("+86").unwrap_or(&digits).to_owned();
        if is_mobile(&digits) {
            return Some(digits);
        }
        let words = Words::new(
            format!("`{text}`不是手机号：应为11位数字，以 13 至 19 开头"),
            format!("`{text}` is not a mobile number: expected 11 digits beginning with 13 to 19"),
        );
        self.fault(Column::Phone, words);
        None
    }

    fn email(&mut self) -> Option<String> {
        let text = self.text(Column::Email);
        if text.is_empty() {
            return None;
        }
        let domain = text.split_once('@').filter(|(name, _)| !name.is_empty()).map(|(_, domain)| domain);
        let fits = text.len() <= 200 && !text.contains([' ', ',', ';', '<', '>', '，', '；']);
        if fits && domain.is_some_and(|domain| domain.contains('.') && !domain.contains('@') && !domain.ends_with('.'))
        {
            return Some(text);
        }
        let words = Words::new(
            format!("`{text}`不是电子邮箱，应像 lin@village.example 这样，只写一个"),
            format!("`{text}` is not an e-mail address: expected one, such as lin@village.example"),
        );
        self.fault(Column::Email, words);
        None
    }

    fn place(&mut self, known: &dyn Fn(&Place) -> bool) -> Option<Place> {
        let text = self.text(Column::Place);
        if text.is_empty() {
            self.fault(Column::Place, Words::new("村代码没有填", "the village's code is missing"));
            return None;
        }
        let place = Place::new(text.as_str()).ok().filter(|place| place.level() >= Level::County);
        let Some(place) = place else {
            let words = Words::new(
                format!("`{text}`不是区划代码：村应为12位数字，乡镇9位，县6位"),
                format!(
                    "`{text}` is not a division code: expected 12 digits for a village, 9 for a township, 6 for a county"
                ),
            );
            self.fault(Column::Place, words);
            return None;
        };
        if known(&place) {
            return Some(place);
        }
        let words = Words::new(
            format!("本县没有代码为`{place}`的村（社区）或乡镇"),
            format!("this county has no village or township with the code `{place}`"),
        );
        self.fault(Column::Place, words);
        None
    }

    fn household(&mut self) -> Option<String> {
        let text = self.text(Column::Household);
        if text.chars().count() > 20 {
            self.fault(
                Column::Household,
                Words::new("户号最多20个字", "a household's number has at most 20 characters"),
            );
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// Only a village has groups.
    fn group(&mut self, place: Option<&Place>) -> Option<Group> {
        let text = self.text(Column::Group);
        if text.is_empty() {
            return None;
        }
        match Group::read(&text) {
            Ok(_) if place.is_some_and(|place| place.level() != Level::Village) => {
                let words = Words::new(
                    "只有村里的人填村民小组，乡镇和县里的干部不填",
                    "only people of a village have a group; leave it empty for township and county officers",
                );
                self.fault(Column::Group, words);
                None
            }
            Ok(group) => Some(group),
            Err(error) => {
                self.fault(Column::Group, error.words());
                None
            }
        }
    }

    fn posts(&mut self) -> (Vec<HeldPost>, Vec<Post>) {
        let texts = [Column::Posts, Column::Starts, Column::Ends].map(|column| self.text(column));
        let [posts, starts, ends] = &texts;
        let (held, titles, faults) = post::read_posts(posts, starts, ends);
        for (column, words) in faults {
            self.fault(column, words);
        }
        (held, titles)
    }

    fn check_levels(&mut self, place: &Place, posts: &[HeldPost]) {
        for held in posts.iter().filter(|held| held.post.level() != place.level()) {
            let (title, level) = (held.post.title(), held.post.level());
            let digits = level.digits();
            let words = Words::new(
                format!("“{}”是{}的岗位，这里应填{digits}位代码，现为`{place}`", title.zh, level_words(level).zh),
                format!(
                    "{} is a post of a {}: expected a code of {digits} digits, found `{place}`",
                    title.en,
                    level_words(level).en
                ),
            );
            self.fault(Column::Place, words);
        }
    }

    fn relatives(&mut self) -> Vec<Relative> {
        let text = self.text(Column::Relatives);
        let (relatives, faults) = relation::read_relatives(&text);
        for words in faults {
            self.fault(Column::Relatives, words);
        }
        relatives
    }
}

/// Whether it is a mobile number: 13 to 19. Numbers that begin with 100 are let through: no network gives them out, so
/// invented people bear them.
fn is_mobile(digits: &str) -> bool {
    let begins = digits.starts_with("100")
        || digits.strip_prefix('1').is_some_and(|rest| rest.starts_with(['3', '4', '5', '6', '7', '8', '9']));
    digits.len() == 11 && digits.bytes().all(|byte| byte.is_ascii_digit()) && begins
}

fn level_words(level: Level) -> Words {
    match level {
        Level::Village => Words::new("村级", "village"),
        Level::Township => Words::new("乡镇级", "township"),
        _ => Words::new("县级", "county"),
    }
}

#[cfg(test)]
mod tests;

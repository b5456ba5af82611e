//! What officials do again and again: sign in, find a case, fill in a form, check it, send it.

use crate::browser::Tab;
use crate::paper::photograph;
use thirtyfour::prelude::*;

/// What is typed into a form: the field's name and its value.
pub(crate) type Answers<'a> = &'a [(&'a str, &'a str)];

impl Tab {
    /// Signs in as the holder of a post; whoever was here before signs out.
    pub(crate) async fn sign_in(&self, name: &str) {
        let leave = By::Css("form.rail-leave");
        if !self.has(leave.clone()).await {
            self.open("/sign-in").await;
        }
        if self.has(leave).await {
            self.sign_out("退出").await;
        }
        if self.address().await != "/sign-in" {
            self.open("/sign-in").await;
        }
        self.enter(name, self.county.password(name)).await;
        assert_eq!(self.address().await, "/desk", "{name} is not at the desk");
    }

    /// Fills in the form for signing in.
    pub(crate) async fn enter(&self, name: &str, password: &str) {
        self.fill(&[("name", name), ("password", password)]).await;
        self.press("登录").await;
    }

    /// Signs out by the button with these words.
    pub(crate) async fn sign_out(&self, words: &str) {
        self.press(words).await;
    }

    /// Types, chooses and ticks.
    pub(crate) async fn fill(&self, answers: Answers<'_>) {
        for (name, value) in answers {
            self.answer(name, value).await;
        }
    }

    async fn answer(&self, name: &str, value: &str) {
        let first = format!("main [name='{name}']");
        let Ok(entry) = self.driver.find(By::Css(first.as_str())).await else {
            panic!("there is no entry `{name}`:\n{}", self.told().await)
        };
        let tag = entry.tag_name().await.unwrap();
        let kind = entry.attr("type").await.unwrap().unwrap_or_default();
        match (tag.as_str(), kind.as_str()) {
            ("select", _) => {
                let option = format!("main select[name='{name}'] option[value='{value}']");
                self.driver.find(By::Css(option.as_str())).await.unwrap().click().await.unwrap();
            }
            ("input", "radio" | "checkbox") => {
                let option = format!("main input[name='{name}'][value='{value}']");
                self.driver.find(By::Css(option.as_str())).await.unwrap().click().await.unwrap();
            }
            // How a day is typed differs from language to language; what the entry holds does not.
            ("input", "date") => {
                let set = "arguments[0].value = arguments[1]";
                let arguments = vec![entry.to_json().unwrap(), serde_json::json!(value)];
                self.driver.execute(set, arguments).await.unwrap();
            }
            _ => {
                entry.clear().await.unwrap();
                entry.send_keys(value).await.unwrap();
            }
        }
    }

    /// Adds a photograph to every entry for papers.
    pub(crate) async fn add_papers(&self, name: &str) {
        for entry in self.driver.find_all(By::Css("main input[type=file]")).await.unwrap() {
            entry.send_keys(photograph(name).to_str().unwrap()).await.unwrap();
        }
    }

    /// Fills in the form of an act with papers, checks the answers, sends them; the case's number from the receipt.
    pub(crate) async fn act(&self, answers: Answers<'_>) -> String {
        self.fill(answers).await;
        self.add_papers("材料").await;
        self.press("下一步：核对").await;
        self.reads("请核对").await;
        self.press("确认提交").await;
        self.reads("已办理").await;
        self.receipt_number().await
    }

    /// The number on a receipt.
    pub(crate) async fn receipt_number(&self) -> String {
        self.find(By::Css(".receipt-number")).await.text().await.unwrap()
    }

    /// Claims a small expense as the clerk; the case's number.
    pub(crate) async fn claim(&self, title: &str, invoice: &str) -> String {
        self.sign_in("clerk").await;
        self.begin_claim().await;
        self.act(&claim_of(title, invoice, &today())).await
    }

    /// Comes from the desk to the form of a routine expense.
    pub(crate) async fn begin_claim(&self) {
        self.follow("发起事项").await;
        self.follow("日常开支报销").await;
    }

    /// Comes from the desk to the form of the step of a case that waits.
    pub(crate) async fn take_up(&self, case: &str) {
        let task = format!("//ul[@class='tasks']//a[contains(., '{case}')]");
        let task = self.find(By::XPath(task)).await;
        self.click(&task).await;
        if self.has(By::Css("ul.acts a")).await {
            let act = self.find(By::Css("ul.acts a")).await;
            self.click(&act).await;
        }
    }
}

/// The answers of a claim that breaks no rule.
pub(crate) fn claim_of<'a>(title: &'a str, invoice: &'a str, day: &'a str) -> [(&'a str, &'a str); 8] {
    [
        ("title", title),
        ("amount_fen", "186.50"),
        ("purpose", "买扫帚20把，用于村道保洁"),
        ("category", "cleaning"),
        ("spent_on", day),
        ("payee", "青禾日杂店"),
        ("invoice_no", invoice),
        ("pay_by", "transfer"),
    ]
}

/// Today, in China.
pub(crate) fn today() -> String {
    let output = std::process::Command::new("date").arg("+%F").env("TZ", "Asia/Shanghai").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

//! How somebody stands with the collective.

use crate::coded::coded;
use village::Words;

coded! {
    /// How somebody stands with the collective (农村集体经济组织法, articles 11, 16, 17).
    MemberState {
        /// 成员.
        Member "member" "成员" "member";
        /// 不是成员、依法继承持股.
        Holder "holder" "非成员持股" "holds shares without being a member";
        /// 已退出、丧失身份或去世.
        Left "left" "已退出" "no longer a member";
    }
}

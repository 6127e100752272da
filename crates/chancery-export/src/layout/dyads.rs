use super::Form;

pub(super) const FORM: Form = Form {
    about: "dyads",
    has_status: false,
    is_folder: false,
    has_evidence: true,
    tables: &[],
    write: |_, _, _| Ok(()),
    check: |_, _| Ok(()),
};

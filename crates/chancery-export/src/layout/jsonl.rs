use super::Form;

pub(super) const FORM: Form = Form {
    about: "jsonl",
    has_status: true,
    is_folder: false,
    has_evidence: false,
    tables: &[],
    write: |_, _, _| Ok(()),
    check: |_, _| Ok(()),
};

use super::Form;

pub(super) const FORM: Form = Form {
    about: "gdelt",
    has_status: false,
    is_folder: true,
    has_evidence: true,
    tables: &[],
    write: |_, _, _| Ok(()),
    check: |_, _| Ok(()),
};

use super::Form;

pub(super) const FORM: Form = Form {
    about: "dna",
    has_status: false,
    is_folder: false,
    has_evidence: false,
    tables: &[],
    write: |_, _, _| Ok(()),
    check: |_, _| Ok(()),
};

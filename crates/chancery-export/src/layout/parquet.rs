use super::Form;

pub(super) const FORM: Form = Form {
    about: "parquet",
    has_status: true,
    is_folder: true,
    has_evidence: false,
    tables: &[],
    write: |_, _, _| Ok(()),
    check: |_, _| Ok(()),
};

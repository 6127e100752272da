/// The elements that are told apart; all others are `Other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Not an element: characters.
    Text,
    Html,
    Head,
    Title,
    Meta,
    Link,
    Base,
    Style,
    Script,
    Noscript,
    Template,
    Body,
    Article,
    Main,
    Section,
    Nav,
    Aside,
    Header,
    Footer,
    Address,
    Hgroup,
    Dialog,
    Search,
    Heading,
    P,
    Div,
    Center,
    Pre,
    Blockquote,
    Hr,
    Figure,
    Figcaption,
    Ul,
    Ol,
    Menu,
    Li,
    Dl,
    Dt,
    Dd,
    Table,
    Caption,
    Colgroup,
    Tbody,
    Tr,
    Td,
    Th,
    Form,
    Fieldset,
    Label,
    Button,
    Select,
    Optgroup,
    OptionItem,
    Textarea,
    Input,
    Details,
    Summary,
    A,
    Span,
    Inline,
    Time,
    Q,
    Br,
    Wbr,
    Img,
    Picture,
    Video,
    Audio,
    Source,
    Canvas,
    Svg,
    Math,
    Iframe,
    Object,
    Embed,
    Noembed,
    Noframes,
    Xmp,
    Other,
}

/// What an element is to the tree builder and to the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    /// Stands on lines of its own.
    pub(super) block: bool,
    /// Has no end tag.
    pub(super) void: bool,
    /// Its start tag ends an open paragraph.
    pub(super) ends_paragraph: bool,
}

impl Tag {
    /// The element of a name, in upper or lower case.
    pub(super) fn of(name: &[u8]) -> Self {
        const LONGEST: usize = 10;
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..name.len()) else { return Self::Other };
        lower.copy_from_slice(name);
        lower.make_ascii_lowercase();
        match &*lower {
            b"html" => Self::Html,
            b"head" => Self::Head,
            b"title" => Self::Title,
            b"meta" => Self::Meta,
            b"link" => Self::Link,
            b"base" => Self::Base,
            b"style" => Self::Style,
            b"script" => Self::Script,
            b"noscript" => Self::Noscript,
            b"template" => Self::Template,
            b"body" => Self::Body,
            b"article" => Self::Article,
            b"main" => Self::Main,
            b"section" => Self::Section,
            b"nav" => Self::Nav,
            b"aside" => Self::Aside,
            b"header" => Self::Header,
            b"footer" => Self::Footer,
            b"address" => Self::Address,
            b"hgroup" => Self::Hgroup,
            b"dialog" => Self::Dialog,
            b"search" => Self::Search,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"p" => Self::P,
            b"div" => Self::Div,
            b"center" => Self::Center,
            b"pre" | b"listing" => Self::Pre,
            b"blockquote" => Self::Blockquote,
            b"hr" => Self::Hr,
            b"figure" => Self::Figure,
            b"figcaption" => Self::Figcaption,
            b"ul" | b"dir" => Self::Ul,
            b"ol" => Self::Ol,
            b"menu" => Self::Menu,
            b"li" => Self::Li,
            b"dl" => Self::Dl,
            b"dt" => Self::Dt,
            b"dd" => Self::Dd,
            b"table" => Self::Table,
            b"caption" => Self::Caption,
            b"colgroup" => Self::Colgroup,
            b"tbody" | b"thead" | b"tfoot" => Self::Tbody,
            b"tr" => Self::Tr,
            b"td" => Self::Td,
            b"th" => Self::Th,
            b"form" => Self::Form,
            b"fieldset" => Self::Fieldset,
            b"label" => Self::Label,
            b"button" => Self::Button,
            b"select" => Self::Select,
            b"optgroup" => Self::Optgroup,
            b"option" => Self::OptionItem,
            b"textarea" => Self::Textarea,
            b"input" | b"keygen" => Self::Input,
            b"details" => Self::Details,
            b"summary" => Self::Summary,
            b"a" => Self::A,
            b"span" => Self::Span,
            b"b" | b"i" | b"em" | b"strong" | b"u" | b"s" | b"small" | b"big" | b"font"
            | b"sub" | b"sup" | b"code" | b"cite" | b"mark" | b"abbr" | b"strike" | b"tt"
            | b"ins" | b"del" | b"kbd" | b"var" | b"samp" | b"dfn" | b"nobr" => Self::Inline,
            b"time" => Self::Time,
            b"q" => Self::Q,
            b"br" => Self::Br,
            b"wbr" => Self::Wbr,
            b"img" | b"image" => Self::Img,
            b"picture" => Self::Picture,
            b"video" => Self::Video,
            b"audio" => Self::Audio,
            b"source" | b"track" | b"area" | b"col" | b"param" | b"frame" | b"bgsound" => {
                Self::Source
            }
            b"canvas" => Self::Canvas,
            b"svg" => Self::Svg,
            b"math" => Self::Math,
            b"iframe" => Self::Iframe,
            b"object" => Self::Object,
            b"embed" => Self::Embed,
            b"noembed" => Self::Noembed,
            b"noframes" => Self::Noframes,
            b"xmp" => Self::Xmp,
            _ => Self::Other,
        }
    }

    /// What the element is to the tree builder and to the layout.
    pub(super) fn kind(self) -> Kind {
        const INLINE: Kind = Kind { block: false, void: false, ends_paragraph: false };
        const VOID: Kind = Kind { block: false, void: true, ends_paragraph: false };
        const BLOCK: Kind = Kind { block: true, void: false, ends_paragraph: true };
        const CELL: Kind = Kind { block: true, void: false, ends_paragraph: false };
        match self {
            Self::Article
            | Self::Main
            | Self::Section
            | Self::Nav
            | Self::Aside
            | Self::Header
            | Self::Footer
            | Self::Address
            | Self::Hgroup
            | Self::Dialog
            | Self::Search
            | Self::Heading
            | Self::P
            | Self::Div
            | Self::Center
            | Self::Pre
            | Self::Blockquote
            | Self::Figure
            | Self::Figcaption
            | Self::Ul
            | Self::Ol
            | Self::Menu
            | Self::Li
            | Self::Dl
            | Self::Dt
            | Self::Dd
            | Self::Form
            | Self::Fieldset
            | Self::Details
            | Self::Summary
            | Self::Xmp
            | Self::Table => BLOCK,
            Self::Hr => Kind { void: true, ..BLOCK },
            Self::Html
            | Self::Head
            | Self::Title
            | Self::Body
            | Self::Caption
            | Self::Colgroup
            | Self::Tbody
            | Self::Tr
            | Self::Td
            | Self::Th
            | Self::Select
            | Self::Optgroup
            | Self::OptionItem
            | Self::Textarea
            | Self::Video
            | Self::Audio
            | Self::Canvas
            | Self::Iframe
            | Self::Object
            | Self::Noembed
            | Self::Noframes
            | Self::Noscript
            | Self::Template
            | Self::Style
            | Self::Script => CELL,
            Self::Meta
            | Self::Link
            | Self::Base
            | Self::Input
            | Self::Br
            | Self::Wbr
            | Self::Img
            | Self::Source
            | Self::Embed => VOID,
            Self::Text
            | Self::Label
            | Self::Button
            | Self::A
            | Self::Span
            | Self::Inline
            | Self::Time
            | Self::Q
            | Self::Picture
            | Self::Svg
            | Self::Math
            | Self::Other => INLINE,
        }
    }

    /// Its content is no markup.
    pub(super) fn is_raw(self) -> bool {
        matches!(
            self,
            Self::Script | Self::Style | Self::Iframe | Self::Noembed | Self::Noframes | Self::Xmp
        )
    }

    /// Its content is characters, with references in them.
    pub(super) fn is_raw_text(self) -> bool {
        matches!(self, Self::Title | Self::Textarea)
    }

    /// An end tag inside it closes nothing outside.
    pub(super) fn is_scope(self) -> bool {
        matches!(
            self,
            Self::Html
                | Self::Table
                | Self::Td
                | Self::Th
                | Self::Caption
                | Self::Object
                | Self::Template
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn names_are_known_in_any_case() {
        assert_eq!(Tag::of(b"BlockQuote"), Tag::Blockquote);
        assert_eq!(Tag::of(b"h4"), Tag::Heading);
        assert_eq!(Tag::of(b"x-very-long-element-name"), Tag::Other);
        assert_eq!(Tag::of(b""), Tag::Other);
    }
}

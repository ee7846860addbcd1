//! HTML to a tree, by the parser that browsers' rules were written down in (html5ever): what stands crookedly in a
//! clipboard stands here as a browser would show it.

use html5ever::{
    Attribute, ParseOpts, QualName,
    interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
    parse_document,
    tendril::{StrTendril, TendrilSink},
};
use std::{
    borrow::Cow,
    cell::{OnceCell, RefCell},
    rc::{Rc, Weak},
};

/// A node of the tree.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    parent: RefCell<Weak<Node>>,
    pub(super) children: RefCell<Vec<Handle>>,
    template: OnceCell<Handle>,
}

pub(super) type Handle = Rc<Node>;

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    Document,
    Element(QualName, RefCell<Vec<Attribute>>),
    Text(RefCell<String>),
    /// A comment, and all that is not shown.
    Nothing,
}

impl Node {
    fn new(kind: Kind) -> Handle {
        Rc::new(Self {
            kind,
            parent: RefCell::default(),
            children: RefCell::default(),
            template: OnceCell::new(),
        })
    }

    /// The name of an element; empty for all else.
    pub(super) fn name(&self) -> &str {
        match &self.kind {
            Kind::Element(name, _) => &name.local,
            _ => "",
        }
    }

    /// The value of an attribute; empty where it has none.
    pub(super) fn attribute(&self, name: &str) -> String {
        match &self.kind {
            Kind::Element(_, all) => {
                let all = all.borrow();
                let found = all.iter().find(|attribute| &*attribute.name.local == name);
                found.map_or_else(String::new, |attribute| attribute.value.to_string())
            }
            _ => String::new(),
        }
    }

    /// The value of a property in its `style`, in small letters; empty where it has none.
    pub(super) fn style(&self, name: &str) -> String {
        let style = self.attribute("style");
        let mut all = style.split(';').filter_map(|part| part.split_once(':'));
        let found = all.find(|(key, _)| key.trim().eq_ignore_ascii_case(name));
        found.map_or_else(String::new, |(_, value)| value.trim().to_ascii_lowercase())
    }

    /// All letters in it.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        if let Kind::Text(text) = &self.kind {
            out.push_str(&text.borrow());
        }
        self.children
            .borrow()
            .iter()
            .for_each(|child| out.push_str(&child.text()));
        out
    }
}

impl Drop for Node {
    /// Deep trees are taken apart level by level, so that the stack holds.
    fn drop(&mut self) {
        let mut open = std::mem::take(self.children.get_mut());
        while let Some(node) = open.pop() {
            if let Some(mut node) = Rc::into_inner(node) {
                open.append(node.children.get_mut());
            }
        }
    }
}

/// The deepest nesting that is read: what lies deeper is hung up here, flat.
const MAX_DEPTH: usize = 200;

/// Reads a whole document or a piece of one.
pub(super) fn parse(html: &str) -> Handle {
    let sink = Sink {
        document: Node::new(Kind::Document),
    };
    parse_document(sink, ParseOpts::default()).one(html)
}

struct Sink {
    document: Handle,
}

impl Sink {
    fn depth(node: &Handle) -> usize {
        let mut depth = 0;
        let mut here = node.parent.borrow().upgrade();
        while let Some(node) = here {
            depth += 1;
            here = node.parent.borrow().upgrade();
        }
        depth
    }

    fn adopt(parent: &Handle, child: Handle, at: Option<usize>) {
        Self::part(&child);
        *child.parent.borrow_mut() = Rc::downgrade(parent);
        let mut children = parent.children.borrow_mut();
        let at = at.unwrap_or(children.len()).min(children.len());
        children.insert(at, child);
    }

    /// Takes a node from where it hangs; its index there.
    fn part(node: &Handle) -> Option<(Handle, usize)> {
        let parent = node.parent.take().upgrade()?;
        let index = parent
            .children
            .borrow()
            .iter()
            .position(|child| Rc::ptr_eq(child, node))?;
        parent.children.borrow_mut().remove(index);
        Some((parent, index))
    }

    fn add_text(parent: &Handle, text: &str, at: Option<usize>) {
        let before = {
            let children = parent.children.borrow();
            let at = at.unwrap_or(children.len());
            at.checked_sub(1).and_then(|at| children.get(at)).cloned()
        };
        if let Some(Kind::Text(known)) = before.as_ref().map(|node| &node.kind) {
            known.borrow_mut().push_str(text);
            return;
        }
        let node = Node::new(Kind::Text(RefCell::new(text.to_owned())));
        Self::adopt(parent, node, at);
    }

    fn add(parent: &Handle, child: NodeOrText<Handle>, at: Option<usize>) {
        match child {
            NodeOrText::AppendNode(node) => Self::adopt(parent, node, at),
            NodeOrText::AppendText(text) => Self::add_text(parent, &text, at),
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Handle;
    type ElemName<'a> = &'a QualName;

    fn finish(self) -> Handle {
        self.document
    }
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn get_document(&self) -> Handle {
        Rc::clone(&self.document)
    }
    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a QualName {
        match &target.kind {
            Kind::Element(name, _) => name,
            // The parser asks elements alone.
            _ => unreachable!("no element"),
        }
    }
    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let node = Node::new(Kind::Element(name, RefCell::new(attrs)));
        if flags.template {
            node.template.get_or_init(|| Node::new(Kind::Nothing));
        }
        node
    }
    fn create_comment(&self, _: StrTendril) -> Handle {
        Node::new(Kind::Nothing)
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Node::new(Kind::Nothing)
    }
    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let mut parent = Rc::clone(parent);
        let mut over = Self::depth(&parent).saturating_sub(MAX_DEPTH);
        while over > 0 {
            let Some(above) = parent.parent.borrow().upgrade() else {
                break;
            };
            parent = above;
            over -= 1;
        }
        Self::add(&parent, child, None);
    }
    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        prev: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = element.parent.borrow().upgrade().is_some();
        match has_parent {
            true => self.append_before_sibling(element, child),
            false => self.append(prev, child),
        }
    }
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn get_template_contents(&self, target: &Handle) -> Handle {
        Rc::clone(target.template.get_or_init(|| Node::new(Kind::Nothing)))
    }
    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        Rc::ptr_eq(x, y)
    }
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let Some(parent) = sibling.parent.borrow().upgrade() else {
            return;
        };
        if let NodeOrText::AppendNode(node) = &child {
            Self::part(node);
        }
        let at = parent
            .children
            .borrow()
            .iter()
            .rposition(|child| Rc::ptr_eq(child, sibling));
        Self::add(&parent, child, at);
    }
    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        if let Kind::Element(_, known) = &target.kind {
            let mut known = known.borrow_mut();
            for attribute in attrs {
                if !known.iter().any(|one| one.name == attribute.name) {
                    known.push(attribute);
                }
            }
        }
    }
    fn remove_from_parent(&self, target: &Handle) {
        Self::part(target);
    }
    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let children = std::mem::take(&mut *node.children.borrow_mut());
        for child in children {
            *child.parent.borrow_mut() = Rc::downgrade(new_parent);
            new_parent.children.borrow_mut().push(child);
        }
    }
}

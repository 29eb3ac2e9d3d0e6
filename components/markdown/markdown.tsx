import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { Fragment, memo, type ReactNode, useMemo } from "react";
import { LinkedText } from "../timeline/linked-text.tsx";
import { safeLink } from "./safe-link.ts";

type Root = ReturnType<typeof fromMarkdown>;
type Nodes = Root | Root["children"][number];

/**
 * Markdown (CommonMark, and `~~` of GitHub) as a message of a stranger may be drawn: emphasis,
 * code, lists, quotes, headings no larger than the text around, and links that show their host.
 * Nothing is fetched: a picture is its description and its link. HTML is shown as it was typed.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const root = useMemo(() => parse(text), [text]);
  return (
    <div dir="auto" className="foreign flex flex-col gap-1.5">
      {children(root)}
    </div>
  );
});

function parse(text: string): Root {
  return fromMarkdown(text, {
    extensions: [gfmStrikethrough()],
    mdastExtensions: [gfmStrikethroughFromMarkdown()],
  });
}

function children(node: { children: readonly Nodes[] }): ReactNode {
  return node.children.map((child, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
    <Fragment key={index}>{draw(child)}</Fragment>
  ));
}

function draw(node: Nodes): ReactNode {
  switch (node.type) {
    case "text":
      return <LinkedText text={node.value} />;
    case "html":
      return node.value;
    case "paragraph":
      return <p className="whitespace-pre-wrap">{children(node)}</p>;
    case "heading":
      // A heading of a message is no heading of the page.
      return <p className="font-bold">{children(node)}</p>;
    case "strong":
      return <strong>{children(node)}</strong>;
    case "emphasis":
      return <em>{children(node)}</em>;
    case "delete":
      return <del>{children(node)}</del>;
    case "inlineCode":
      return <code className="rounded bg-ink/8 px-1 font-mono text-sm">{node.value}</code>;
    case "code":
      return (
        // Scrolls by itself: a long line must not widen the thread.
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keyboard
          tabIndex={0}
          dir="ltr"
          className="scroll-pane max-h-80 overflow-x-auto rounded-lg bg-ink/8 p-2 font-mono text-sm"
        >
          <code>{node.value}</code>
        </pre>
      );
    case "blockquote":
      return (
        <blockquote className="border-strong/50 border-l-2 pl-2 text-soft">
          {children(node)}
        </blockquote>
      );
    case "list":
      return node.ordered ? (
        <ol start={node.start ?? 1} className="list-decimal pl-6">
          {children(node)}
        </ol>
      ) : (
        <ul className="list-disc pl-5">{children(node)}</ul>
      );
    case "listItem":
      return <li>{children(node)}</li>;
    case "link":
      return <MarkdownLink url={node.url}>{children(node)}</MarkdownLink>;
    case "image":
      return <MarkdownLink url={node.url}>{node.alt || node.url}</MarkdownLink>;
    case "break":
      return <br />;
    case "thematicBreak":
      return <hr className="border-rule" />;
    default:
      return "children" in node ? children(node) : null;
  }
}

/** The words that its writer chose, and behind them where it really leads. */
function MarkdownLink({ url, children: words }: { url: string; children: ReactNode }) {
  const link = safeLink(url);
  if (!link) return words;
  return (
    <>
      <a
        href={link.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline decoration-1 underline-offset-2 hover:decoration-2"
      >
        {words}
      </a>{" "}
      <bdi className="text-faint text-xs">({link.host})</bdi>
    </>
  );
}

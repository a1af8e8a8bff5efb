package io.github.stubject.generator.internal.html;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Comments as HTML: paragraphs, lists, code, emphasis, and links to the web. HTML in them is text, a link to anywhere else and
 * a picture are what they say.
 */
final class Markdown {
    /** Deeper than anybody writes, and not deep enough to harm. */
    private static final int DEEPEST = 30;

    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(Set.of(ListBlock.class, FencedCodeBlock.class, IndentedCodeBlock.class))
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .nodeRendererFactory(LinkRenderer::new)
            .build();

    private Markdown() {}

    /** Blocks of HTML; nothing for an empty comment. */
    static String html(String comment) {
        return comment.isEmpty() ? "" : RENDERER.render(PARSER.parse(comment));
    }

    private record LinkRenderer(HtmlNodeRendererContext context) implements NodeRenderer {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Link.class, Image.class);
        }

        @Override
        public void render(Node node) {
            String target = node instanceof Link link ? link.getDestination() : "";
            if (!isOfTheWeb(target)) {
                renderChildren(node);
                return;
            }
            Map<String, String> attributes = Map.of("href", context.encodeUrl(target));
            context.getWriter().tag("a", attributes);
            renderChildren(node);
            context.getWriter().tag("/a");
        }

        private static boolean isOfTheWeb(String target) {
            String lower = target.toLowerCase(Locale.ROOT);
            return lower.startsWith("https://") || lower.startsWith("http://");
        }

        private void renderChildren(Node parent) {
            for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
                context.render(node);
            }
        }
    }
}

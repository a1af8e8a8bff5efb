package io.github.stubject.generator.internal.emitter;

import com.squareup.javapoet.CodeBlock;
import io.github.stubject.generator.internal.model.Docs;
import io.github.stubject.generator.internal.model.DurableModel;
import io.github.stubject.generator.internal.model.EventModel;
import io.github.stubject.generator.internal.model.JavaType;

/** Makes javadoc of comments, and of what we say ourselves. */
final class Javadoc {
    private Javadoc() {}

    /** A text in the font of code. */
    static String code(String text) {
        return InlineText.code(text);
    }

    /** The subject of an event; the last token is the number of the partition if there are partitions. */
    static String subject(EventModel event) {
        DurableModel durable = event.durable();
        boolean partitions = durable != null && durable.partitions() > 0;
        return code(partitions ? event.subject() + ".*" : event.subject());
    }

    /** A link to a class, by whatever name it has in the file. */
    static CodeBlock link(JavaType type) {
        return CodeBlock.of("{@link $T}", Types.of(type));
    }

    /** The comment, then what we have to say, then the tag of deprecation. */
    static CodeBlock of(Docs docs, CodeBlock ours) {
        String comment = CommentText.html(docs.comment());
        CodeBlock.Builder all = CodeBlock.builder();
        if (!comment.isEmpty()) {
            all.add("$L\n\n<p>", comment);
        }
        return deprecated(docs, all.add(ours).build());
    }

    /** What we have to say, then the tag of deprecation. */
    static CodeBlock deprecated(Docs docs, CodeBlock ours) {
        return docs.deprecated() ? CodeBlock.of("$L\n\n@deprecated Marked so in the schema.", ours) : ours;
    }
}

package io.github.stubject.runtime;

import com.google.protobuf.Message;
import io.github.stubject.proto.SubjectTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The subject of a method and the fields of its request that it is made from. The client writes their values into the
 * subject, the host holds the request to them. Immutable.
 */
final class SubjectParameters {
    /** Far below the protocol line that servers take, 4,096 bytes, which holds the reply subject too. */
    private static final int LONGEST = 1024;

    private final SubjectTemplate template;
    private final Map<String, FieldPath> paths = new HashMap<>();

    /** The text of the template: without parameters, the subject of every request. */
    private final String text;

    SubjectParameters(SubjectTemplate template, Message request) {
        this.template = template;
        this.text = template.toString();
        for (String parameter : template.parameters()) {
            paths.put(parameter, FieldPath.resolve(request.getDescriptorForType(), parameter));
        }
    }

    String text() {
        return text;
    }

    SubjectTemplate template() {
        return template;
    }

    /**
     * The subject to publish a request on.
     *
     * @throws RpcException if a value is unset or is no legal token
     */
    String subjectFor(Message request) {
        String subject = paths.isEmpty() ? text : render(request);
        if (subject.length() > LONGEST) {
            throw RpcException.notSent(
                    Code.INVALID_ARGUMENT,
                    "the subject " + template + " would have " + subject.length() + " characters; allowed are "
                            + LONGEST);
        }
        return subject;
    }

    private String render(Message request) {
        return template.render(parameter -> {
            FieldPath path = path(parameter);
            if (path.isUnset(request)) {
                throw RpcException.notSent(
                        Code.INVALID_ARGUMENT,
                        "field " + parameter + " is not set, but is part of the subject " + template);
            }
            String value = path.text(request);
            String fault = SubjectTemplate.faultOf(value);
            if (fault != null) {
                throw RpcException.notSent(
                        Code.INVALID_ARGUMENT,
                        value.isEmpty()
                                ? "field " + parameter + " is empty, but is part of the subject " + template
                                : "field " + parameter + " is \"" + WireHeaders.clean(value)
                                        + "\", which cannot be a token of the subject " + template + ": it " + fault);
            }
            return value;
        });
    }

    /**
     * The request with the fields that it leaves unset filled from the subject that it came on.
     *
     * @throws RpcException if a field that is set disagrees with the subject
     */
    <Q extends Message> Q reconcile(Q request, String subject) {
        if (paths.isEmpty()) {
            return request;
        }
        List<String> tokens = List.of(subject.split("\\.", -1));
        int first = tokens.size() - template.tokens().size();
        Q reconciled = request;
        for (int i = 0; i < template.tokens().size(); i++) {
            if (first >= 0 && template.tokens().get(i) instanceof SubjectTemplate.Parameter parameter) {
                reconciled = path(parameter.fieldPath()).reconcile(reconciled, tokens.get(first + i));
            }
        }
        return reconciled;
    }

    /** A legal token for a parameter. */
    String exampleToken(String parameter) {
        return path(parameter).exampleToken();
    }

    private FieldPath path(String parameter) {
        FieldPath path = paths.get(parameter);
        if (path == null) {
            throw new IllegalStateException("no parameter " + parameter);
        }
        return path;
    }
}

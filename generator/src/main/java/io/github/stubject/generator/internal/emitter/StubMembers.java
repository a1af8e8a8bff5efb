package io.github.stubject.generator.internal.emitter;

import com.squareup.javapoet.ClassName;
import com.squareup.javapoet.FieldSpec;
import com.squareup.javapoet.MethodSpec;
import com.squareup.javapoet.TypeName;
import com.squareup.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/**
 * What clients and publishers have in common: a runtime client and options, and the ways to come by one.
 *
 * @param self the class
 * @param options the class of its options
 * @param noun what it is called in its javadoc
 * @param takesOver what one that is made from a runtime client has of that
 */
record StubMembers(ClassName self, ClassName options, String noun, String takesOver) {
    /** Adds fields, constructor and factories. */
    TypeSpec.Builder addTo(TypeSpec.Builder type) {
        return type.addField(field(Types.RPC_CLIENT, "rpc"))
                .addField(field(options, "options"))
                .addMethod(constructor())
                .addMethod(createOnConnection())
                .addMethod(createOnRpcClient())
                .addMethod(with());
    }

    private static FieldSpec field(TypeName type, String name) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL).build();
    }

    private MethodSpec constructor() {
        return MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(Types.RPC_CLIENT, "rpc")
                .addParameter(options, "options")
                .addStatement("this.rpc = rpc")
                .addStatement("this.options = options")
                .build();
    }

    private MethodSpec createOnConnection() {
        return MethodSpec.methodBuilder("create")
                .addJavadoc("A $L over what all clients of the connection share.", noun)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(self)
                .addParameter(Types.CONNECTION, "nats")
                .addStatement("return create($T.shared(nats))", Types.RPC_CLIENT)
                .build();
    }

    private MethodSpec createOnRpcClient() {
        return MethodSpec.methodBuilder("create")
                .addJavadoc("A $L with $L.", noun, takesOver)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(self)
                .addParameter(Types.RPC_CLIENT, "rpc")
                .addStatement("return new $T(rpc, $T.DEFAULT)", self, options)
                .build();
    }

    private MethodSpec with() {
        return MethodSpec.methodBuilder("with")
                .addJavadoc("This $L with the options over those that it has.", noun)
                .addModifiers(Modifier.PUBLIC)
                .returns(self)
                .addParameter(options, "options")
                .addStatement("return new $T(rpc, this.options.with(options))", self)
                .build();
    }
}

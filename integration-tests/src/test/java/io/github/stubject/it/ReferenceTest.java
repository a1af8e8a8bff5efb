package io.github.stubject.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The javadoc of what users link to is a reference: all that is public says what it is for. That links and tags in it are right
 * is seen by the compiler, in every build.
 */
class ReferenceTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("project.root")));
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    @ParameterizedTest
    @ValueSource(strings = {"proto", "runtime", "json", "testing", "nats-server"})
    void all_that_users_see_of_a_module_is_documented(String module) throws IOException {
        try (StandardJavaFileManager files = JAVAC.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            List<Path> sources = all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().replace('\\', '/').contains("/internal/"))
                    .toList();

            assertThat(undocumented(files.getJavaFileObjectsFromPaths(sources))).isEmpty();
        }
    }

    @Test
    void what_is_not_documented_is_named() throws IOException {
        assertThat(undocumented(List.of(source("""
                        package com.acme;
                        public class Shop {
                            public static final int SIZE = 1;
                            /** Why. */
                            public Shop() {}
                            protected void open() {}
                            /** @return this */
                            public Shop self() { return this; }
                            void close() {}
                            @Override
                            public String toString() { return ""; }
                            private enum Size { SMALL { public void grow() {} } }
                            /** What. */
                            public interface Till { int take(); }
                        }
                        class Hidden { public int count; }
                        """))))
                .containsExactly("Shop", "Shop.SIZE", "Shop.open", "Shop.self", "Till.take");
    }

    private static List<String> undocumented(Iterable<? extends JavaFileObject> sources) throws IOException {
        JavacTask task = (JavacTask) JAVAC.getTask(null, null, null, List.of("-proc:none"), null, sources);
        Scanner scanner = new Scanner(Trees.instance(task));
        for (CompilationUnitTree unit : task.parse()) {
            scanner.scan(unit, null);
        }
        return scanner.undocumented;
    }

    private static JavaFileObject source(String text) {
        return new SimpleJavaFileObject(URI.create("string:///Shop.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** Goes through classes and their members, but not into methods, nor into what nobody sees. */
    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final Trees trees;
        private final List<String> undocumented = new ArrayList<>();

        Scanner(Trees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (isSeen(type.getModifiers())) {
                check(type.getSimpleName().toString());
                super.visitClass(type, null);
            }
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            if (isSeen(method.getModifiers()) && !isOverride(method)) {
                check(owner().getSimpleName() + "." + method.getName());
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void unused) {
            // The components of a record are private fields here; its @param tags tell of them.
            if (isSeen(field.getModifiers())) {
                check(owner().getSimpleName() + "." + field.getName());
            }
            return null;
        }

        private ClassTree owner() {
            return (ClassTree) getCurrentPath().getParentPath().getLeaf();
        }

        private boolean isSeen(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            return flags.contains(Modifier.PUBLIC)
                    || flags.contains(Modifier.PROTECTED)
                    || (isInInterface() && !flags.contains(Modifier.PRIVATE));
        }

        private boolean isInInterface() {
            TreePath parent = getCurrentPath().getParentPath();
            return parent != null && parent.getLeaf().getKind() == Tree.Kind.INTERFACE;
        }

        private static boolean isOverride(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
        }

        private void check(String name) {
            String comment = trees.getDocComment(getCurrentPath());
            if (comment == null || comment.isBlank() || comment.strip().startsWith("@")) {
                undocumented.add(name);
            }
        }
    }
}

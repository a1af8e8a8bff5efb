package io.github.stubject.cli;

import io.github.stubject.generator.html.HtmlPage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Describes services for people. */
@Command(name = "html", description = "Describes services on a page of HTML that loads nothing.")
final class HtmlCommand implements Callable<Integer> {
    @Mixin
    private final SchemaOptions schema = new SchemaOptions();

    @Mixin
    private final DocumentOptions options = new DocumentOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Override
    public Integer call() throws CommandException {
        SchemaFiles files = schema.read();
        output.write(() -> HtmlPage.write(options.request(files)));
        return 0;
    }
}

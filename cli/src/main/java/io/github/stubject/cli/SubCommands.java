package io.github.stubject.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What the tool does when its first argument is a name. A new sub-command is a line in {@link #all}. */
final class SubCommands {
    static final String TOOL = "stubject-cli";

    private SubCommands() {}

    private static List<Object> all() {
        return List.of(new AsyncApiCommand(), new CheckCommand(), new HtmlCommand(), new PermissionsCommand());
    }

    /** The names, and what each is for, a line each. */
    static String list() {
        StringBuilder text = new StringBuilder();
        line().getSubcommands()
                .forEach((name, command) -> text.append(String.format("  %-12s ", name))
                        .append(String.join(
                                " ", command.getCommandSpec().usageMessage().description()))
                        .append('\n'));
        return text.toString().stripTrailing();
    }

    static boolean isOne(String argument) {
        return line().getSubcommands().containsKey(argument);
    }

    /** Runs the one that the first argument names, and tells the exit code: 0, 1 for errors and findings, 2 for usage. */
    static int run(List<String> arguments, OutputStream out, PrintStream err) {
        PrintWriter printer = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
        return line().setOut(printer)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(new OutputStreamWriter(err, Charset.defaultCharset()), true))
                .setParameterExceptionHandler(SubCommands::misused)
                .setExecutionExceptionHandler(SubCommands::failed)
                .execute(arguments.toArray(String[]::new));
    }

    private static CommandLine line() {
        CommandLine line = new CommandLine(CommandSpec.create().name(TOOL));
        for (Object command : all()) {
            CommandLine subCommand = new CommandLine(command);
            subCommand.getCommandSpec().addOption(help());
            line.addSubcommand(subCommand.getCommandName(), subCommand);
        }
        return line;
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Prints this text.")
                .build();
    }

    private static int misused(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + wrong.getMessage());
        command.getErr().println("See " + name + " --help.");
        return CommandLine.ExitCode.USAGE;
    }

    /** What the user can mend is told in a few words; anything else is a mistake of ours, and keeps its stack trace. */
    private static int failed(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof CommandException told) {
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + told.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}

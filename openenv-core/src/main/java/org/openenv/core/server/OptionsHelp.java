package org.openenv.core.server;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IOptionRenderer;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help of a server's options: under each its variables and its default. */
final class OptionsHelp implements IHelpFactory {

    @Override
    public Help create(CommandSpec command, ColorScheme colors) {
        return new Help(command, colors) {
            @Override
            public IOptionRenderer createDefaultOptionRenderer() {
                IOptionRenderer plain = super.createDefaultOptionRenderer();
                return (option, label, scheme) -> {
                    Ansi.Text[][] rows = plain.render(option, label, scheme);
                    // commands that people type have none
                    List<String> variables =
                            command.defaultValueProvider() instanceof Variables ? Variables.of(option) : List.of();
                    return variables.isEmpty() ? rows : withLine(rows, note(variables, option));
                };
            }
        };
    }

    private static String note(List<String> variables, OptionSpec option) {
        String names = String.join(" or ", variables);
        return option.defaultValue() == null ? names : names + ", default " + option.defaultValue();
    }

    /** Adds a row with a text in the last column, where the descriptions are. */
    private static Ansi.Text[][] withLine(Ansi.Text[][] rows, String line) {
        Ansi.Text[] row = new Ansi.Text[rows[0].length];
        Arrays.fill(row, Ansi.OFF.text(""));
        row[row.length - 1] = Ansi.OFF.text("[" + line + "]");
        Ansi.Text[][] more = Arrays.copyOf(rows, rows.length + 1);
        more[rows.length] = row;
        return more;
    }
}

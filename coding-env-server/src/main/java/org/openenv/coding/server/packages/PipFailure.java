package org.openenv.coding.server.packages;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openenv.coding.server.python.CodeExecResult;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.core.OpenEnvException;

/** Says in a sentence why pip could not install something. */
final class PipFailure {

    static final String NO_PIP = "there is no pip";

    private static final Pattern NOT_FOUND = Pattern.compile(
            "satisfies the requirement (\\S+?)(?:\\[.*?\\])?((?:[=<>!~].*?)?)(?: \\(from (.+?)\\))? \\(from versions: (.*?)\\)");
    private static final int LONGEST = 1000;

    private PipFailure() {}

    static OpenEnvException of(CodeExecResult ran, Wheels wheels, String python) throws IOException {
        if (ran.stderr().contains(NO_PIP)) {
            return Requirements.refusal(
                    "this server's Python, " + python + ", has no pip to install them with; its operator"
                            + " can install python3-pip, or python3-venv, which brings one along");
        }
        if (ran.stderr().contains("Permission denied: '" + PackageSets.WHEELS)) {
            return Requirements.refusal("programs may not read the folder of wheels, " + wheels.folder()
                    + ": it and the wheels must be readable for all, programs run as another user");
        }
        if (ran.cause() == ExitCause.DISK_LIMIT || ran.stderr().contains("No space left on device")) {
            return Requirements.refusal("they don't fit on the disk of an episode, which --disk sets");
        }
        if (ran.cause() != ExitCause.EXITED) {
            return Requirements.refusal(
                    "installing them was ended: " + ran.cause().wireName() + " " + errors(ran));
        }
        Matcher missing = NOT_FOUND.matcher(ran.stderr());
        return missing.find() ? notFound(missing, ran, wheels, python) : Requirements.refusal(errors(ran));
    }

    private static OpenEnvException notFound(Matcher missing, CodeExecResult ran, Wheels wheels, String python)
            throws IOException {
        String name = Requirements.nameOf(missing.group(1));
        String wanted = missing.group(1) + missing.group(2);
        String who = missing.group(3) == null ? "" : missing.group(3) + " needs it, and ";
        List<String> there = wheels.of(name);
        String why;
        if (there.isEmpty()) {
            why = "there is no wheel of it";
        } else if (missing.group(4).equals("none")) {
            why = "no wheel of it is for " + python + ": " + String.join(", ", there);
        } else {
            why = "there are only the versions " + missing.group(4);
        }
        String other = ran.stderr()
                .lines()
                .filter(line -> line.contains("require a different python version"))
                .map(line -> "; " + line.replaceFirst("ERROR: ", ""))
                .collect(Collectors.joining());
        return Requirements.refusal(wanted + " can't be had: " + who + why + other);
    }

    private static String errors(CodeExecResult ran) {
        String errors = ran.stderr()
                .lines()
                .filter(line -> line.startsWith("ERROR: ") || line.startsWith("    The"))
                .map(line -> line.replaceFirst("ERROR: ", "").strip())
                .collect(Collectors.joining("; "));
        String told = errors.isEmpty() ? ran.stderr().strip() : errors;
        return told.length() <= LONGEST ? told : told.substring(0, LONGEST) + "…";
    }
}

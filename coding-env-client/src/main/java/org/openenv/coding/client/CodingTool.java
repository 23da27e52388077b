package org.openenv.coding.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.openenv.coding.CodeAction;
import org.openenv.coding.CodeObservation;
import org.openenv.coding.CodeOutcome;
import org.openenv.coding.CodeState;
import org.openenv.coding.RichResult;
import org.openenv.core.Environment;
import org.openenv.core.OpenEnvException;
import org.openenv.core.StepOptions;
import org.openenv.core.StepResult;
import org.openenv.core.wire.WireCodec;

/**
 * Python as a tool of an agent, whatever its framework: each conversation has an episode of its own, whose variables and files
 * stay from one call to the next. Adapters to frameworks are a few lines around {@link #call}.
 *
 * <p>Safe for use by several threads; calls of one conversation come one after the other.
 */
public final class CodingTool implements AutoCloseable {

    /** The name that models know the tool by. */
    public static final String NAME = "run_python";

    /** What it does, for a model to read. */
    public static final String DESCRIPTION =
            "Runs a Python program and returns what it printed, its errors, the value of its"
                    + " last expression, and its figures as images. Variables, imports and files are there for the next call.";

    /** The JSON schema of its arguments. */
    public static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"code\":{\"type\":\"string\",\"description\":"
                    + "\"The program's text.\"}},\"required\":[\"code\"],\"additionalProperties\":false}";

    private static final StepOptions WITH_RESULTS = StepOptions.none().withExtra("results", true);

    private final Supplier<? extends Environment<CodeAction, CodeObservation, CodeState>> opener;
    private final int most;

    /** Least recently used first. */
    private final Map<Object, Conversation> conversations = new LinkedHashMap<>(16, 0.75f, true);

    private boolean closed;

    /**
     * What a call tells.
     *
     * @param text for the model to read: output, errors, the last value
     * @param images pictures for a model that sees
     * @param outcome how the program ended
     * @param observation what it wrote, unchanged
     */
    public record Reply(String text, List<RichResult.Image> images, CodeOutcome outcome, CodeObservation observation) {

        /** Copies. */
        public Reply {
            images = List.copyOf(images);
        }
    }

    private static final class Conversation {
        private final ReentrantLock turn = new ReentrantLock();
        private final Environment<CodeAction, CodeObservation, CodeState> environment;

        Conversation(Environment<CodeAction, CodeObservation, CodeState> environment) {
            this.environment = environment;
        }
    }

    /**
     * Makes a tool.
     *
     * @param opener opens an environment for a conversation, such as {@code () -> CodingEnv.connect(url)}; closed by this tool
     * @param most how many conversations may have one at once; a new one ends that which was not used for longest
     * @throws IllegalArgumentException if that is less than 1
     */
    public CodingTool(Supplier<? extends Environment<CodeAction, CodeObservation, CodeState>> opener, int most) {
        this.opener = Objects.requireNonNull(opener, "opener is required");
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1, was " + most);
        }
        this.most = most;
    }

    /**
     * Runs a program in a conversation's episode, which begins with its first call.
     *
     * @param conversation whose, by any key; the same key is the same episode
     * @param code the program
     * @return what came of it
     * @throws OpenEnvException if there is no server, or no place on it
     */
    public Reply call(Object conversation, String code) {
        Conversation mine = conversation(conversation);
        mine.turn.lock();
        try {
            return reply(mine.environment.step(new CodeAction(code), WITH_RESULTS));
        } finally {
            mine.turn.unlock();
        }
    }

    /**
     * Runs the program in a tool call's arguments.
     *
     * @param conversation whose
     * @param arguments JSON as {@link #SCHEMA} describes it
     * @return what came of it
     * @throws IllegalArgumentException if they are none; the message is for the model
     */
    public Reply callWithArguments(Object conversation, String arguments) {
        return call(conversation, code(arguments));
    }

    /**
     * Returns a conversation's environment, for its files for example. Its episode begins, if it has not yet.
     *
     * @param conversation whose
     * @return the environment; this tool closes it
     */
    public Environment<CodeAction, CodeObservation, CodeState> environment(Object conversation) {
        return conversation(conversation).environment;
    }

    /**
     * Ends a conversation's episode; its next call begins with a fresh one.
     *
     * @param conversation whose
     */
    public void end(Object conversation) {
        Conversation ended;
        synchronized (conversations) {
            ended = conversations.remove(conversation);
        }
        close(ended == null ? List.of() : List.of(ended));
    }

    /** Ends every conversation's episode. Closing again does nothing. */
    @Override
    public void close() {
        List<Conversation> ended;
        synchronized (conversations) {
            closed = true;
            ended = List.copyOf(conversations.values());
            conversations.clear();
        }
        close(ended);
    }

    private Conversation conversation(Object key) {
        synchronized (conversations) {
            Conversation known = conversations.get(Objects.requireNonNull(key, "conversation is required"));
            if (known != null) {
                return known;
            }
        }
        Conversation fresh = new Conversation(opener.get());
        Conversation kept = fresh;
        Conversation superfluous = null;
        synchronized (conversations) {
            Conversation faster = conversations.get(key);
            if (closed || faster != null) {
                superfluous = fresh;
                kept = faster == null ? fresh : faster;
            } else {
                if (conversations.size() >= most) {
                    Object oldest = conversations.keySet().iterator().next();
                    superfluous = conversations.remove(oldest);
                }
                conversations.put(key, fresh);
            }
        }
        close(superfluous == null ? List.of() : List.of(superfluous));
        if (kept == superfluous) {
            throw new IllegalStateException("the tool is closed; make a new one");
        }
        return kept;
    }

    private static void close(List<Conversation> ended) {
        ended.forEach(conversation -> conversation.environment.close());
    }

    private static Reply reply(StepResult<CodeObservation> result) {
        CodeObservation seen = result.observation();
        CodeOutcome outcome = CodeOutcome.of(result);
        StringBuilder text = new StringBuilder(seen.stdout());
        append(text, seen.stderr());
        outcome.value().ifPresent(value -> append(text, value));
        if (text.isEmpty()) {
            text.append(seen.exitCode() == 0 ? "(no output)" : "(no output, exit code " + seen.exitCode() + ")");
        }
        if (outcome.stateLost()) {
            append(text, "(the interpreter was restarted: variables and files are gone)");
        }
        return new Reply(text.toString(), outcome.images(), outcome, seen);
    }

    private static void append(StringBuilder text, String more) {
        if (!more.isEmpty() && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        text.append(more);
    }

    private static String code(String arguments) {
        try {
            if (WireCodec.readValue(arguments) instanceof Map<?, ?> fields
                    && fields.get("code") instanceof String code) {
                return code;
            }
        } catch (OpenEnvException noJson) { // told below
        }
        throw new IllegalArgumentException(NAME + " takes one text, code: {\"code\": \"print(1)\"}");
    }
}

package org.openenv.coding.server.python.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openenv.coding.server.python.ExitCause;
import org.openenv.coding.server.python.Program;
import org.openenv.coding.server.python.StepExchange;
import org.openenv.core.StepInput;

/** Programs that speak on the connection themselves. */
class HostileTest {

    private static final String FIND_CONNECTION = """
            import os, socket, stat, struct, time, resource
            def is_socket(n):
                try:
                    return stat.S_ISSOCK(os.fstat(n).st_mode)
                except OSError:
                    return False
            most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
            fd = next(n for n in range(most, most + 64) if is_socket(n))
            def frame(kind, seq, payload):
                return struct.pack('>IBI', len(payload) + 5, kind, seq) + payload
            """;

    private static final String FIND_REQUEST = FIND_CONNECTION + """
            import re
            request = re.compile(rb'\\0\\0..\\x01(.{4}).{6}import os, socket, stat', re.DOTALL)
            seq = None
            with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', 0) as memory:
                for line in maps:
                    begin, end = (int(part, 16) for part in line.split()[0].split('-'))
                    if ' rw-p ' in line and seq is None:
                        memory.seek(begin)
                        found = request.search(memory.read(end - begin))
                        seq = found and struct.unpack('>I', found.group(1))[0]
            """;

    private static Python python;

    @BeforeAll
    static void start() {
        python = Python.start();
    }

    @AfterAll
    static void close() {
        python.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os.write(fd, b'garbage' * 100)",
                "os.write(fd, b'\\xff' * 64)",
                "os.write(fd, struct.pack('>IBI', 0xFFFFFFFF, 0x81, 0))",
                "os.write(fd, struct.pack('>IBI', 0x7FFFFFFF, 0x81, 0))",
                "os.write(fd, struct.pack('>IBI', 0, 0x81, 0))",
                "os.write(fd, frame(0x81, 0, b''))",
                "os.write(fd, frame(0x80, 0, struct.pack('>HI', 1, 1)))",
                "os.write(fd, frame(0x55, 0, b'x' * 10_000_000))",
            })
    void whatIsNoAnswerEndsTheWorkerAsCrashed(String attack) {
        try (var neighbour = python.open();
                var interpreter = python.open()) {
            neighbour.run("mine = 1", Python.LONG);
            var result = interpreter.run(FIND_CONNECTION + attack, Python.LONG);
            assertThat(result.cause()).isEqualTo(ExitCause.CRASHED);
            assertThat(result.stateLost()).isTrue();
            assertThat(interpreter.run("print('fresh')", Python.LONG).stdout()).isEqualTo("fresh\n");
            assertThat(neighbour.run("print(mine)", Python.LONG).stdout()).isEqualTo("1\n");
        }
    }

    @Test
    void anAnswerWithoutARequestEndsTheWorkerAsCrashed() {
        try (var interpreter = python.open()) {
            interpreter.run(FIND_CONNECTION + """
                            import threading
                            go = threading.Event()
                            def forge():
                                go.wait()
                                os.write(fd, frame(0x81, 1, b'x' * 100))
                            thread = threading.Thread(target=forge)
                            thread.start()
                            threading.Timer(0.05, go.set).start()
                            """, Python.LONG);
            Leaks.await(
                    "the forgery to be noticed",
                    () -> interpreter.run("1", Python.LONG).cause() == ExitCause.CRASHED);
            assertThat(interpreter.run("print('fresh')", Python.LONG).stdout()).isEqualTo("fresh\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void aLimitThatAForgedAnswerClaimsIsNotTold(int flags) {
        var result = python.run(FIND_REQUEST + """
                os.write(fd, frame(0x81, seq, struct.pack('>IBBQQQQQIIII', 1, 1, FLAGS, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
                time.sleep(10)
                """.replace("FLAGS", "" + flags));
        assertThat(result.cause()).isEqualTo(ExitCause.EXCEPTION);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void anAnswerWhosePartsDisagreeEndsTheWorkerAsCrashed() {
        var result = python.run(FIND_REQUEST + """
                        os.write(fd, frame(0x81, seq, struct.pack('>IBBQQQQQIIII', 0, 0, 0, 0, 0, 0, 0, 0, 1 << 31, 0, 0, 0)))
                        time.sleep(10)
                        """);
        assertThat(result.cause()).isEqualTo(ExitCause.CRASHED);
    }

    @Test
    void closingTheConnectionIsTheProgramsOwnEnd() {
        try (var interpreter = python.open()) {
            var result = interpreter.run(FIND_CONNECTION + "os.close(fd)\nwhile True: pass", Python.LONG);
            assertThat(result.stateLost()).isTrue();
            assertThat(interpreter.run("print('fresh')", Python.LONG).stdout()).isEqualTo("fresh\n");
        }
    }

    @Test
    void childProcessesDoNotInheritTheConnection() {
        var result = python.run("""
                import os, subprocess, sys
                code = '''
                import os
                def opened(n):
                    try: os.fstat(n)
                    except OSError: return False
                    return True
                print([n for n in range(3, 8192) if opened(n)])
                '''
                subprocess.run([sys.executable, '-c', code], close_fds=False)
                """);
        assertThat(result.stdout()).isEqualTo("[]\n");
    }

    @Test
    void aForkedChildThatRunsOnNeitherAnswersNorKeepsTheConnection() {
        try (var interpreter = python.open()) {
            var result = interpreter.run(
                    "import os\npid = os.fork()\nif pid: os.waitpid(pid, 0)\nprint('parent' if pid else 'child')",
                    Python.LONG);
            assertThat(result.stdout()).isEqualTo("child\nparent\n");
            assertThat(result.cause()).isEqualTo(ExitCause.EXITED);
            assertThat(interpreter.run("print('on')", Python.LONG).stdout()).isEqualTo("on\n");
        }
    }

    /** What is no part of a conversation ends the session of who does not keep to it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x84, seq, b''",
                "0x85, seq, b'xx'",
                "0x85, seq, bytes(4) + b'{}'",
                "0x86, seq, b'1'",
                "0x99, seq, b''",
                "0x85, seq, bytes(2000000)",
                "0x85, 1, bytes(4) + b'{\"name\":\"f\",\"arguments\":{}}'"
            })
    void nonsenseInAConversationEndsIt(String nonsense) {
        try (var interpreter = python.open()) {
            var input = new StepInput();
            CompletableFuture<Void> first = input.send("go\n");
            var program = new Program(
                    FIND_REQUEST + "assert seq\nos.write(fd, frame(" + nonsense + "))\ntime.sleep(20)", null, false);
            var ran = interpreter.run(program, Python.LONG, new StepExchange(null, input, null));
            assertThat(ran.cause()).as(ran.stderr()).isEqualTo(ExitCause.CRASHED);
            assertThat(first).isDone();
            assertThat(interpreter.run("print('fresh')", Python.LONG).stdout()).isEqualTo("fresh\n");
        }
    }
}

package org.openenv.coding.server.python.replay;

import java.util.Map;
import org.openenv.coding.server.python.ForkException;
import org.openenv.coding.server.python.PythonInterpreter;

/** An interpreter that can be told to begin its random numbers anew, and asked what it holds. */
public interface Replayable extends PythonInterpreter {

    /**
     * Has the random numbers begin anew.
     *
     * @param random with what, in hexadecimal digits
     * @throws ForkException if it does not answer
     */
    void reseed(String random);

    /**
     * Tells what it holds as far as two can be compared: by the name of a variable, of the files or of the random numbers, a
     * digest.
     *
     * @throws ForkException if it does not answer
     */
    Map<String, String> fingerprint();
}

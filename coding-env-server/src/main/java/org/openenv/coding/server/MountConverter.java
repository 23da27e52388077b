package org.openenv.coding.server;

import java.nio.file.Path;
import org.openenv.coding.server.python.worker.Mount;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what programs are shown, and where: {@code /data/books:/books}, with or without {@code :ro} at its end. */
final class MountConverter implements ITypeConverter<Mount> {

    @Override
    public Mount convert(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || (parts.length == 3 && !parts[2].equals("ro"))) {
            throw new TypeConversionException("'" + text + "' is not a mount such as /data/books:/books:ro");
        }
        try {
            return new Mount(Path.of(parts[0]), Path.of(parts[1]));
        } catch (IllegalArgumentException relative) {
            throw new TypeConversionException("'" + text + "': " + relative.getMessage());
        }
    }
}

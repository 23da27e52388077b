package org.openenv.core.host.files;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openenv.core.Workspace;
import org.openenv.core.WorkspacePath;

/** What is known of files, as clients are told it in JSON. */
public final class FileFields {

    private FileFields() {}

    /** The fields of a file. Where its path is not UTF-8, {@code encoded_path} is what to ask for in a URL. */
    public static Map<String, Object> of(Workspace.Info info) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", info.path());
        if (!WorkspacePath.isText(info.path())) {
            fields.put("encoded_path", WorkspacePath.encode(info.path()));
        }
        fields.put("type", info.kind().name().toLowerCase(Locale.ROOT));
        fields.put("size", info.size());
        fields.put("modified", info.modified().toString());
        fields.put("etag", info.version());
        return fields;
    }

    /** The fields of a folder's content. */
    public static Map<String, Object> of(Workspace.Listing listing) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("files", listing.files().stream().map(FileFields::of).toList());
        fields.put("truncated", listing.truncated());
        return fields;
    }
}

package org.openenv.core.wire.type.record;

import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.KeyType;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Slot;
import org.openenv.core.wire.type.WireType;
import org.openenv.core.wire.type.container.ListType;
import org.openenv.core.wire.type.container.MapType;
import org.openenv.core.wire.type.container.OptionalType;
import org.openenv.core.wire.type.scalar.ScalarTypes;

/** The types that hold others: lists, sets, maps, optionals; each by the interface it is declared as. */
final class Containers {

    private static final Map<Class<?>, Supplier<Collection<@Nullable Object>>> COLLECTIONS = Map.of(
            Iterable.class, ArrayList::new,
            Collection.class, ArrayList::new,
            List.class, ArrayList::new,
            Set.class, LinkedHashSet::new,
            SortedSet.class, TreeSet::new,
            NavigableSet.class, TreeSet::new);

    private static final Map<Class<?>, Supplier<Map<Object, @Nullable Object>>> MAPS = Map.of(
            Map.class, LinkedHashMap::new,
            SortedMap.class, TreeMap::new,
            NavigableMap.class, TreeMap::new);

    private Containers() {}

    static WireType of(Class<?> raw, AnnotatedType[] arguments, WireTypes types, WireTypes.Scope scope, Loc at) {
        Supplier<Collection<@Nullable Object>> collection = COLLECTIONS.get(raw);
        if (collection != null) {
            Slot element = types.slot(arguments[0], scope, at.at(0));
            if (SortedSet.class.isAssignableFrom(raw)) {
                requireOrder(types.rawClass(arguments[0], scope, at), at);
                element = new Slot(element.type(), false);
            }
            return new ListType(element, collection, Set.class.isAssignableFrom(raw));
        }
        if (MAPS.containsKey(raw)) {
            return map(raw, arguments, types, scope, at);
        }
        if (raw == Optional.class) {
            Slot content = types.slot(arguments[0], scope, at);
            if (content.optional()) {
                throw WireTypes.refuse(at, "an Optional of what can be nothing itself");
            }
            return OptionalType.of(content.type());
        }
        throw WireTypes.refuse(at, WireTypes.unknown(raw.getName()));
    }

    private static WireType map(
            Class<?> raw, AnnotatedType[] arguments, WireTypes types, WireTypes.Scope scope, Loc at) {
        Class<?> keys = types.rawClass(arguments[0], scope, at);
        Slot key = keys == Object.class
                ? new Slot(ScalarTypes.require(String.class), false)
                : types.slot(arguments[0], scope, at.at("key"));
        if (keys == Object.class || !(key.type() instanceof KeyType keyType) || keys.isArray()) {
            throw WireTypes.refuse(
                    at,
                    "a key of a map is one text: a String, an enum, a number, a UUID, a date; was " + keys.getName());
        }
        if (SortedMap.class.isAssignableFrom(raw)) {
            requireOrder(keys, at);
        }
        Supplier<Map<Object, @Nullable Object>> maker = java.util.Objects.requireNonNull(MAPS.get(raw));
        return new MapType(keyType, types.slot(arguments[1], scope, at.at("value")), maker);
    }

    private static void requireOrder(Class<?> elements, Loc at) {
        if (!Comparable.class.isAssignableFrom(elements)) {
            throw WireTypes.refuse(at, elements.getName() + " has no order; declare a Set or a Map");
        }
    }
}

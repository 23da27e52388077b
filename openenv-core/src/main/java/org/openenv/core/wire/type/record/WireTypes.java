package org.openenv.core.wire.type.record;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Slot;
import org.openenv.core.wire.type.WireType;
import org.openenv.core.wire.type.container.ArrayType;
import org.openenv.core.wire.type.container.OptionalType;
import org.openenv.core.wire.type.scalar.EnumType;
import org.openenv.core.wire.type.scalar.ScalarType;
import org.openenv.core.wire.type.scalar.ScalarTypes;

/** Makes the wire types of a record and of all it holds, or says which component can't cross the wire. */
public final class WireTypes {

    /** What is known of a type's variables where it is used. */
    record Scope(Map<TypeVariable<?>, Bound> variables) {
        static final Scope EMPTY = new Scope(Map.of());
    }

    /** What a type's variable stands for. */
    record Bound(AnnotatedType type, Scope scope) {}

    private static final int DEEPEST = 64;

    /**
     * Whether annotations such as {@code @Nullable} are there at run time. On a module path where no module requires {@code
     * org.jspecify} the JVM drops them; what may be null can't be told then, and everything that can be null may be.
     */
    private static final boolean ANNOTATIONS_SEEN =
            hasNullable(Annotated.class.getRecordComponents()[0].getAnnotatedType());

    private record Annotated(@Nullable Object value) {}

    private final Map<String, WireType> made = new HashMap<>();

    private WireTypes() {}

    /**
     * Returns the type of a record, or of a sealed interface of records.
     *
     * @param root the class
     * @return how its values cross the wire
     * @throws IllegalArgumentException if one of its components can't; the message names it
     */
    public static WireType of(Class<?> root) {
        return new WireTypes().raw(root, Loc.of(root.getSimpleName()));
    }

    static String unknown(String type) {
        return type + " is no type of the wire; it knows records, sealed interfaces of records, enums, texts, numbers,"
                + " booleans, java.time, UUID, URI, Optional, List, Set, Map, arrays, and Object for any of these";
    }

    static IllegalArgumentException refuse(Loc at, String why) {
        return new IllegalArgumentException(at + " can't cross the wire: " + why);
    }

    /** Returns a place for values of a type as it is used somewhere. */
    Slot slot(AnnotatedType use, Scope scope, Loc at) {
        boolean nullable = isNullable(use);
        AnnotatedType type = use;
        Scope where = scope;
        while (type instanceof AnnotatedTypeVariable || type instanceof AnnotatedWildcardType) {
            if (type instanceof AnnotatedTypeVariable) {
                Bound bound = where.variables().get((TypeVariable<?>) type.getType());
                if (bound == null) {
                    throw refuse(at, "nothing says what " + type.getType() + " is");
                }
                type = bound.type();
                where = bound.scope();
            } else {
                type = ((AnnotatedWildcardType) type).getAnnotatedUpperBounds()[0];
            }
            nullable |= isNullable(type);
        }
        return new Slot(type(type, where, at), nullable);
    }

    private static boolean isNullable(AnnotatedType use) {
        return ANNOTATIONS_SEEN ? hasNullable(use) : mayBeNull(use.getType());
    }

    private static boolean mayBeNull(Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return raw != Optional.class
                && !OptionalType.OF_PRIMITIVES.containsKey(raw)
                && !(raw instanceof Class<?> named && named.isPrimitive());
    }

    static boolean hasNullable(AnnotatedElement use) {
        return Arrays.stream(use.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    private WireType type(AnnotatedType type, Scope scope, Loc at) {
        if (at.steps().size() > DEEPEST) {
            throw refuse(at, "its types are nested without end");
        }
        if (type instanceof AnnotatedArrayType array) {
            ScalarType scalar = ScalarTypes.of(rawClass(type, scope, at));
            return scalar != null
                    ? scalar
                    : ArrayType.of(
                            rawClass(array.getAnnotatedGenericComponentType(), scope, at),
                            slot(array.getAnnotatedGenericComponentType(), scope, at));
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            Class<?> raw = rawClass(type, scope, at);
            return raw.isRecord() || raw.isSealed()
                    ? Records.of(raw, this, scopeOf(raw, generic, scope), at)
                    : Containers.of(raw, generic.getAnnotatedActualTypeArguments(), this, scope, at);
        }
        return raw((Class<?>) type.getType(), at);
    }

    WireType raw(Class<?> raw, Loc at) {
        ScalarType scalar = ScalarTypes.of(raw);
        if (scalar != null) {
            return scalar;
        }
        if (raw == Object.class) {
            return AnyType.INSTANCE;
        }
        OptionalType optional = OptionalType.OF_PRIMITIVES.get(raw);
        if (optional != null) {
            return optional;
        }
        if (raw.isEnum()) {
            return new EnumType(raw);
        }
        if (raw.isRecord() || raw.isSealed()) {
            return Records.of(raw, this, scopeOf(raw), at);
        }
        throw refuse(
                at,
                raw.getTypeParameters().length > 0
                        ? "say of what its " + raw.getSimpleName() + " is"
                        : unknown(raw.getTypeName()));
    }

    /** A generic type's variables, by what it is used with. */
    private static Scope scopeOf(Class<?> raw, AnnotatedParameterizedType use, Scope outer) {
        Map<TypeVariable<?>, Bound> variables = new HashMap<>();
        AnnotatedType[] arguments = use.getAnnotatedActualTypeArguments();
        for (int i = 0; i < arguments.length; i++) {
            variables.put(raw.getTypeParameters()[i], new Bound(arguments[i], outer));
        }
        return new Scope(variables);
    }

    /** A generic type's variables where nothing is said of them: what they must extend. */
    private static Scope scopeOf(Class<?> raw) {
        Map<TypeVariable<?>, Bound> variables = new HashMap<>();
        Scope scope = new Scope(variables);
        for (TypeVariable<?> variable : raw.getTypeParameters()) {
            variables.put(variable, new Bound(variable.getAnnotatedBounds()[0], scope));
        }
        return scope;
    }

    /** Returns what was made for a type already, so that a record can hold itself. */
    Optional<WireType> made(String key) {
        return Optional.ofNullable(made.get(key));
    }

    void remember(String key, WireType type) {
        made.put(key, type);
    }

    /** Returns the class behind a type as it is used. */
    Class<?> rawClass(AnnotatedType use, Scope scope, Loc at) {
        if (use instanceof AnnotatedTypeVariable) {
            Bound bound = scope.variables().get((TypeVariable<?>) use.getType());
            if (bound == null) {
                throw refuse(at, "nothing says what " + use.getType() + " is");
            }
            return rawClass(bound.type(), bound.scope(), at);
        }
        if (use instanceof AnnotatedWildcardType wildcard) {
            return rawClass(wildcard.getAnnotatedUpperBounds()[0], scope, at);
        }
        if (use instanceof AnnotatedArrayType array) {
            return rawClass(array.getAnnotatedGenericComponentType(), scope, at).arrayType();
        }
        if (use.getType() instanceof java.lang.reflect.ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        return (Class<?>) use.getType();
    }

    /** Returns a type as a text that is the same only for the same type, nulls allowed inside included. */
    static String describe(AnnotatedType use, Scope scope, int depth) {
        if (depth > DEEPEST) {
            return "…";
        }
        String mark = isNullable(use) ? "?" : "";
        if (use instanceof AnnotatedTypeVariable) {
            Bound bound = scope.variables().get((TypeVariable<?>) use.getType());
            return (bound == null ? use.getType().toString() : describe(bound.type(), bound.scope(), depth + 1)) + mark;
        }
        if (use instanceof AnnotatedWildcardType wildcard) {
            return describe(wildcard.getAnnotatedUpperBounds()[0], scope, depth + 1) + mark;
        }
        if (use instanceof AnnotatedArrayType array) {
            return describe(array.getAnnotatedGenericComponentType(), scope, depth + 1) + "[]" + mark;
        }
        if (use instanceof AnnotatedParameterizedType generic) {
            StringBuilder text = new StringBuilder(((java.lang.reflect.ParameterizedType) generic.getType())
                    .getRawType()
                    .getTypeName());
            for (AnnotatedType argument : generic.getAnnotatedActualTypeArguments()) {
                text.append('<').append(describe(argument, scope, depth + 1)).append('>');
            }
            return text + mark;
        }
        return use.getType().getTypeName() + mark;
    }
}

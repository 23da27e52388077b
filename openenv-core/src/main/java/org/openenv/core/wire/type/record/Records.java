package org.openenv.core.wire.type.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openenv.core.DefaultValue;
import org.openenv.core.Discriminator;
import org.openenv.core.FieldMap;
import org.openenv.core.TypeName;
import org.openenv.core.wire.type.KeyType;
import org.openenv.core.wire.type.Loc;
import org.openenv.core.wire.type.Reading;
import org.openenv.core.wire.type.Slot;
import org.openenv.core.wire.type.WireType;

/** Makes the types of records, component by component, and of sealed interfaces of them. */
final class Records {

    private static final String TAG = "type";

    private Records() {}

    static WireType of(Class<?> raw, WireTypes types, WireTypes.Scope scope, Loc at) {
        StringBuilder key = new StringBuilder(raw.getName());
        scope.variables()
                .values()
                .forEach(bound -> key.append('<')
                        .append(WireTypes.describe(bound.type(), bound.scope(), 0))
                        .append('>'));
        return types.made(key.toString())
                .orElseGet(() -> raw.isRecord()
                        ? record(raw, key.toString(), types, scope, at)
                        : union(raw, key.toString(), types, at));
    }

    private static WireType record(Class<?> raw, String key, WireTypes types, WireTypes.Scope scope, Loc at) {
        if (FieldMap.class.isAssignableFrom(raw)) {
            return new FieldsType(constructor(raw, at));
        }
        RecordType type = new RecordType(raw, constructor(raw, at));
        types.remember(key, type);
        Map<String, RecordField> fields = new LinkedHashMap<>();
        for (RecordComponent component : raw.getRecordComponents()) {
            RecordField field = field(component, types, scope, at.at(component.getName()));
            RecordField other = fields.putIfAbsent(field.name(), field);
            if (other != null) {
                throw WireTypes.refuse(
                        at.at(component.getName()), "it is written as '" + field.name() + "', as " + other.component());
            }
        }
        type.setFields(new ArrayList<>(fields.values()));
        return type;
    }

    private static Constructor<?> constructor(Class<?> raw, Loc at) {
        Class<?>[] components = Arrays.stream(raw.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = raw.getDeclaredConstructor(components);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException | RuntimeException e) {
            throw closed(raw, at, e);
        }
    }

    private static IllegalArgumentException closed(Class<?> raw, Loc at, Exception cause) {
        return new IllegalArgumentException(
                at + " can't cross the wire: its package " + raw.getPackageName()
                        + " is not open to org.openenv.core; open it in module-info.java",
                cause);
    }

    private static RecordField field(RecordComponent component, WireTypes types, WireTypes.Scope scope, Loc at) {
        Slot slot = types.slot(component.getAnnotatedType(), scope, at);
        if (WireTypes.hasNullable(component) && !component.getType().isPrimitive()) {
            slot = new Slot(slot.type(), true);
        }
        Method accessor = component.getAccessor();
        try {
            accessor.setAccessible(true);
        } catch (RuntimeException e) {
            throw closed(component.getDeclaringRecord(), at, e);
        }
        return new RecordField(
                snakeCase(component.getName()), component.getName(), slot, preset(component, slot, at), accessor);
    }

    static String snakeCase(String name) {
        return SnakeCaseStrategy.INSTANCE.translate(name);
    }

    private static @Nullable JsonNode preset(RecordComponent component, Slot slot, Loc at) {
        DefaultValue declared = component.getAnnotation(DefaultValue.class);
        if (declared == null) {
            return null;
        }
        try {
            JsonNode written = slot.type() instanceof KeyType
                    ? TextNode.valueOf(declared.value())
                    : JsonTree.parse(declared.value());
            Reading reading = Reading.strict();
            Object value = slot.read(written, at, reading);
            if (value != null) {
                return JsonTree.of(slot.type(), value);
            }
            throw new IllegalArgumentException("the default of " + reading.summary());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the default of " + at + " is not JSON: '" + declared.value() + "'", e);
        }
    }

    private static SealedType union(Class<?> raw, String key, WireTypes types, Loc at) {
        Discriminator declared = raw.getAnnotation(Discriminator.class);
        String tag = declared == null ? TAG : declared.value();
        SealedType union = new SealedType(raw, tag);
        types.remember(key, union);
        for (Class<?> variant : variants(raw, at)) {
            Loc here = at.at(variant.getSimpleName());
            if (!(types.raw(variant, here) instanceof RecordType record)) {
                throw WireTypes.refuse(here, "its fields are not known");
            }
            if (Arrays.stream(variant.getRecordComponents())
                    .anyMatch(component -> snakeCase(component.getName()).equals(tag))) {
                throw WireTypes.refuse(
                        here,
                        "its component '" + tag + "' is the field that tells which record it is; rename it, or"
                                + " choose another field with @Discriminator on " + raw.getSimpleName());
            }
            TypeName named = variant.getAnnotation(TypeName.class);
            String name = named == null ? snakeCase(variant.getSimpleName()) : named.value();
            if (union.add(name, variant, record) != null) {
                throw WireTypes.refuse(here, "another record is named '" + name + "', too; give one a @TypeName");
            }
        }
        return union;
    }

    private static List<Class<?>> variants(Class<?> raw, Loc at) {
        List<Class<?>> variants = new ArrayList<>();
        for (Class<?> permitted : raw.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                variants.add(permitted);
            } else if (permitted.isSealed() && permitted.isInterface()) {
                variants.addAll(variants(permitted, at));
            } else {
                throw WireTypes.refuse(
                        at.at(permitted.getSimpleName()), "what a sealed interface permits must be records here");
            }
        }
        return variants;
    }
}

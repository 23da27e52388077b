package org.openenv.core.conformance.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openenv.core.wire.WireCodec;

class SchemaSampleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"integer","minimum":5}                                           | 5
            {"type":"integer","exclusiveMinimum":5,"multipleOf":4}                   | 8
            {"type":"number","minimum":0.25,"maximum":0.5}                           | 0.25
            {"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}              | 0.5
            {"type":"integer","maximum":-3}                                          | -3
            {"type":"boolean"}                                                       | true
            {"enum":["up","down"]}                                                   | "up"
            {"const":7}                                                              | 7
            {"type":["null","integer"]}                                              | 1
            {"anyOf":[{"type":"null"},{"type":"string"}]}                            | "1"
            {"type":"string","minLength":3}                                          | "111"
            {"type":"string","pattern":"^[a-h][1-8]$"}                               | "a1"
            {"type":"string","format":"date-time"}                                   | "2020-01-01T00:00:00Z"
            {"type":"array","items":{"enum":["a","b"]},"minItems":2}                 | ["a","a"]
            {"type":"array","items":{"enum":["a","b"]},"minItems":2,"uniqueItems":true} | ["a","b"]
            {"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}]}    | [1,"1"]
            {"type":"object"}                                                        | {}
            {"properties":{"a":{"type":"integer"}},"required":["a"]}                 | {"a":1}
            {"properties":{"a":{"type":"integer"}},"required":["a","b"]}             | {"a":1,"b":"1"}
            {}                                                                       | "1"
            """)
    void aValueFitsItsSchema(String schema, String value) {
        assertThat(sample(schema)).isEqualTo(value);
    }

    @Test
    void referencesAreFollowed() {
        assertThat(sample("""
                {"$defs":{"Move":{"properties":{"to":{"$ref":"#/$defs/a~1b"}},"required":["to"]},
                          "a/b":{"enum":["left","right"]}},
                 "$ref":"#/$defs/Move"}""")).isEqualTo("{\"to\":\"left\"}");
        assertThat(sample("""
                {"definitions":{"Base":{"properties":{"id":{"type":"integer"}},"required":["id"]}},
                 "allOf":[{"$ref":"#/definitions/Base"}],
                 "properties":{"name":{"type":"string"}},"required":["name"]}""")).isEqualTo("{\"id\":1,\"name\":\"1\"}");
    }

    @Test
    void theFieldThatTellsAlternativesApartIsThereThoughItHasADefault() {
        assertThat(sample("""
                {"$defs":{"Move":{"type":"object","properties":{"kind":{"const":"move","default":"move"},
                                  "by":{"type":"integer"}},"required":["by"]},
                          "Wait":{"type":"object","properties":{"kind":{"const":"wait","default":"wait"}}}},
                 "oneOf":[{"$ref":"#/$defs/Move"},{"$ref":"#/$defs/Wait"}],
                 "discriminator":{"propertyName":"kind","mapping":{"move":"#/$defs/Move","wait":"#/$defs/Wait"}}}""")).isIn("{\"kind\":\"move\",\"by\":1}", "{\"kind\":\"wait\"}");
    }

    @Test
    void aTypeThatContainsItselfEnds() {
        assertThat(sample("""
                {"$defs":{"Tree":{"oneOf":[
                    {"properties":{"left":{"$ref":"#/$defs/Tree"},"right":{"$ref":"#/$defs/Tree"}},
                     "required":["left","right"]},
                    {"properties":{"leaf":{"type":"integer"}},"required":["leaf"]}]}},
                 "$ref":"#/$defs/Tree"}""")).isEqualTo("{\"leaf\":1}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"$ref":"#/$defs/Nothing"}                                  | nothing at
            {"$ref":"http://example.org/schema"}                        | outside itself
            {"$ref":"#"}                                                | round in a circle
            {"type":"array","minItems":1000000000}                      | 1000000000 items
            {"type":"string","minLength":2000000000}                    | 2000000000 characters
            {"type":"string","pattern":"^z{3}q$"}                       | no text was found
            {"type":"integer","minimum":1,"maximum":0}                  | no number was found
            {"properties":{"a":{"$ref":"#"}},"required":["a"]}          | contains itself
            """)
    void whatCannotBeMetIsSaid(String schema, String why) {
        assertThatThrownBy(() -> sample(schema))
                .isInstanceOf(SchemaSample.NoSampleException.class)
                .hasMessageContaining(why);
    }

    private static String sample(String schema) {
        @Nullable Object value = SchemaSample.of(Objects.requireNonNull(WireCodec.readValue(schema)));
        return WireCodec.writeValue(Objects.requireNonNull(value));
    }
}

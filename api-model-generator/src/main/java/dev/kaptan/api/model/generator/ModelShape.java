package dev.kaptan.api.model.generator;

import com.google.gson.annotations.SerializedName;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.swagger.annotations.ApiModelProperty;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads field types, required fields and descriptions off classes of the published model. */
final class ModelShape {

    static final String TIME = "io.k8s.apimachinery.pkg.apis.meta.v1.Time";
    private static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private static final String INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

    private final Function<Class<?>, String> definitionName;

    ModelShape(Function<Class<?>, String> definitionName) {
        this.definitionName = definitionName;
    }

    /** Properties by JSON name, in alphabetical order. */
    Map<String, ObjectNode> properties(Class<?> model) {
        Map<String, String> descriptions = descriptions(model);
        var properties = new TreeMap<String, ObjectNode>();
        for (Field field : model.getDeclaredFields()) {
            SerializedName name = field.getAnnotation(SerializedName.class);
            if (name != null) {
                ObjectNode property = JsonNodeFactory.instance.objectNode();
                String description = descriptions.get("get" + field.getName().toLowerCase());
                if (description != null && !description.isEmpty()) {
                    property.put("description", description);
                }
                property.setAll(schema(field.getGenericType()));
                properties.put(name.value(), property);
            }
        }
        return properties;
    }

    private static Map<String, String> descriptions(Class<?> model) {
        var found = new LinkedHashMap<String, String>();
        for (Method method : model.getDeclaredMethods()) {
            ApiModelProperty property = method.getAnnotation(ApiModelProperty.class);
            if (property != null) {
                found.put(method.getName().toLowerCase(), property.value());
            }
        }
        return found;
    }

    static List<String> required(Class<?> model) {
        try {
            Set<?> names = (Set<?>) model.getField("openapiRequiredFields").get(null);
            return names.stream().map(String::valueOf).sorted().toList();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    model + " has no set of required fields: the published model changed", e);
        }
    }

    private ObjectNode schema(Type type) {
        return switch (type) {
            case ParameterizedType generic -> container(generic);
            case Class<?> plain -> scalar(plain);
            default -> throw new IllegalArgumentException("unexpected field type " + type);
        };
    }

    private ObjectNode container(ParameterizedType type) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            json.set("additionalProperties", schema(arguments[1]));
            return json.put("type", "object");
        }
        json.set("items", schema(arguments[0]));
        return json.put("type", "array");
    }

    private ObjectNode scalar(Class<?> type) {
        if (type == OffsetDateTime.class) {
            return ref(TIME);
        }
        if (type == Quantity.class) {
            return ref(QUANTITY);
        }
        if (type == IntOrString.class) {
            return ref(INT_OR_STRING);
        }
        return switch (type.getSimpleName()) {
            case "String" -> typed("string", "");
            case "Integer" -> typed("integer", "int32");
            case "Long" -> typed("integer", "int64");
            case "Double" -> typed("number", "double");
            case "Boolean" -> typed("boolean", "");
            case "byte[]" -> typed("string", "byte");
            case "Object" -> JsonNodeFactory.instance.objectNode();
            default -> ref(definitionName.apply(type));
        };
    }

    private static ObjectNode typed(String type, String format) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!format.isEmpty()) {
            json.put("format", format);
        }
        return json.put("type", type);
    }

    static ObjectNode ref(String definition) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/definitions/" + definition);
    }
}

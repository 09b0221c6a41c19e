package dev.kaptan.api.model.status;

import dev.kaptan.api.model.status.Status.Cause;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Collects what is wrong with an object, in the words of upstream's <a
 * href="https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation/field">field errors</a>. Paths
 * are written as {@code spec.containers[0].name}.
 */
public final class FieldErrors {

    private final List<Cause> causes = new ArrayList<>();

    /** What has been collected so far. */
    public List<Cause> causes() {
        return List.copyOf(causes);
    }

    public boolean isEmpty() {
        return causes.isEmpty();
    }

    public void addAll(Collection<Cause> more) {
        causes.addAll(more);
    }

    private void add(String reason, String path, String message, String detail) {
        causes.add(new Cause(reason, detail.isEmpty() ? message : message + ": " + detail, path));
    }

    public void required(String path, String detail) {
        add("FieldValueRequired", path, "Required value", detail);
    }

    public void required(String path) {
        required(path, "");
    }

    /** A string value that breaks a rule. */
    public void invalid(String path, String value, String detail) {
        add("FieldValueInvalid", path, "Invalid value: \"" + value + "\"", detail);
    }

    public void invalid(String path, long value, String detail) {
        add("FieldValueInvalid", path, "Invalid value: " + value, detail);
    }

    /** A value shown as it is, such as a JSON object. */
    public void invalidValue(String path, Object value, String detail) {
        add("FieldValueInvalid", path, "Invalid value: " + value, detail);
    }

    /** One error for each objection of a name rule. */
    public void invalid(String path, String value, List<String> objections) {
        objections.forEach(objection -> invalid(path, value, objection));
    }

    public void immutable(String path, Object value) {
        String shown = value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
        invalidValue(path, shown, "field is immutable");
    }

    public void notSupported(String path, String value, Collection<String> supported) {
        String known =
                supported.stream()
                        .sorted()
                        .map(each -> "\"" + each + "\"")
                        .collect(Collectors.joining(", "));
        add(
                "FieldValueNotSupported",
                path,
                "Unsupported value: \"" + value + "\"",
                "supported values: " + known);
    }

    public void duplicate(String path, String value) {
        add("FieldValueDuplicate", path, "Duplicate value: \"" + value + "\"", "");
    }

    public void forbidden(String path, String detail) {
        add("FieldValueForbidden", path, "Forbidden", detail);
    }

    public void notFound(String path, String value) {
        add("FieldValueNotFound", path, "Not found: \"" + value + "\"", "");
    }

    /** Text or data of more than {@code longest} bytes. */
    public void tooLong(String path, long longest) {
        add("FieldValueTooLong", path, "Too long", "may not be more than " + longest + " bytes");
    }

    public void negative(String path, long value) {
        if (value < 0) {
            invalid(path, value, "must be greater than or equal to 0");
        }
    }
}

package dev.kaptan.runtime.docker.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Finds what the engine said in what docker-java and answers make of it. */
public final class EngineWords {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EngineWords() {}

    /** The {@code message} of an error's JSON body, or the text as it is. */
    public static String of(String text) {
        int brace = text.indexOf('{');
        if (brace < 0) {
            return text.strip();
        }
        try {
            JsonNode message = JSON.readTree(text.substring(brace)).path("message");
            return message.isTextual() ? message.textValue().strip() : text.strip();
        } catch (JsonProcessingException e) {
            return text.strip();
        }
    }

    /** The engine's message in an exception. */
    public static String of(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : of(message);
    }
}

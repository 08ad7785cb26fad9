/* The names of the files from which an operator publishes a model, checks one, or forecasts. */
#ifndef OPERATOR_MODEL_FILES_H
#define OPERATOR_MODEL_FILES_H

struct model_files {
	const char *spec;     /* names the datasets that the head was trained on */
	const char *head;     /* as model_train() wrote it */
	const char *queries;  /* held-out records */
	const char *public;   /* texts of the domain that anybody may see; NULL: none are read */
	const char *training; /* training manifest, which the artifact names; NULL: no such file */
};

#endif

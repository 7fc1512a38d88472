import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { ok, type Result, refused } from '../../../shared/result/result.ts';

const isAbsent = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');

/** The size of the file that a command line names; refused with a sentence that says what stands there instead. */
export const lookAtGiven = async (path: string): Promise<Result<{ readonly bytes: number }, string>> => {
  if (path === '-')
    return refused(
      'Cette commande ne lit pas l’entrée standard (« - ») : enregistrez le fichier, puis donnez son nom.',
    );
  try {
    const found = await stat(path);
    if (found.isDirectory()) return refused(`${path} est un dossier : donnez le nom d’un fichier.`);
    if (!found.isFile())
      return refused(
        `${path} n’est pas un fichier, mais un tuyau ou un périphérique : donnez le nom d’un fichier.`,
      );
    await access(path, constants.R_OK);
    return ok({ bytes: found.size });
  } catch (thrown) {
    return refused(
      isAbsent(thrown)
        ? `Le fichier ${path} n’existe pas.`
        : `Le fichier ${path} ne peut pas être lu : vérifiez vos droits sur lui.`,
    );
  }
};
